package io.jetpack.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class HomeTest {

  private static Path find(
      Optional<Path> option, Map<String, String> environment, String... pairs) {
    Properties properties = new Properties();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty(pairs[i], pairs[i + 1]);
    }
    return Home.find(option, environment, properties).directory();
  }

  @Test
  void theOptionGoesBeforeTheVariableAndThatBeforeTheDistribution() {
    Map<String, String> variable = Map.of("CYCLECLOUD_HOME", "/variable");
    assertThat(find(Optional.of(Path.of("/option")), variable, "jetpack.home", "/distribution"))
        .isEqualTo(Path.of("/option"));
    assertThat(find(Optional.empty(), variable, "jetpack.home", "/distribution"))
        .isEqualTo(Path.of("/variable"));
    assertThat(find(Optional.empty(), Map.of("CYCLECLOUD_HOME", ""), "jetpack.home", "/dist"))
        .isEqualTo(Path.of("/dist"));
  }

  @Test
  void anInstalledDistributionLiesInTheHome() {
    String installed = "/opt/cycle/jetpack/system/versions/0.1.0-abc";
    assertThat(find(Optional.empty(), Map.of(), "jetpack.home", installed))
        .isEqualTo(Path.of("/opt/cycle/jetpack"));
  }

  @Test
  void otherwiseItIsWhereTheGuideSays() {
    assertThat(find(Optional.empty(), Map.of(), "os.name", "Linux"))
        .isEqualTo(Path.of("/opt/cycle/jetpack"));
    assertThat(find(Optional.empty(), Map.of(), "os.name", "Windows 11").toString())
        .endsWith("C:\\cycle\\jetpack");
  }

  @Test
  void aRelativeHomeIsMeantFromHere() {
    Home home = new Home(Path.of("some/../home"));
    assertThat(home.directory()).isEqualTo(Path.of("home").toAbsolutePath());
    assertThat(home.checks()).isEqualTo(home.directory().resolve("config/healthcheck.d"));
    assertThat(home.plugins()).isEqualTo(home.directory().resolve("config/plugins"));
    assertThat(home.settingsFile()).isEqualTo(home.directory().resolve("config/jetpack.toml"));
  }
}
