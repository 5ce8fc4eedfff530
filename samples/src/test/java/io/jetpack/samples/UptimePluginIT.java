package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample plugin's jar, dropped into a home, and what a broken one beside it does: nothing. */
class UptimePluginIT {

  private static final Path JAR =
      Path.of(System.getProperty("jetpack.plugin", "target/samples-0.1.0.jar"));

  @TempDir Path directory;

  private Distribution jetpack;
  private Path plugins;

  @BeforeEach
  void dropIn() throws IOException {
    jetpack = new Distribution(directory);
    plugins = Files.createDirectories(jetpack.home().resolve("config/plugins"));
    Files.copy(JAR, plugins.resolve("uptime.jar"));
  }

  @Test
  void itIsACommandLikeAnyOther() throws Exception {
    Distribution.Call up = jetpack.run("uptime");
    assertThat(up.exitCode()).as(up.err()).isZero();
    assertThat(up.out()).matches("(\\d+d )?(\\d+h )?\\d+m\n");
    assertThat(up.err()).isEmpty();

    Distribution.Call since = jetpack.run("uptime", "--since");
    assertThat(since.exitCode()).as(since.err()).isZero();
    assertThat(Instant.parse(since.out().strip())).isBefore(Instant.now());

    Distribution.Call wrong = jetpack.run("uptime", "--sinse");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err())
        .isEqualTo("jetpack: unknown option '--sinse'; did you mean '--since'?\n");
  }

  @Test
  void itIsListedWithItsJarAndExplained() throws Exception {
    assertThat(jetpack.run("plugins").out())
        .containsPattern("(?m)^uptime +uptime\\.jar +tell for how long this machine has been up$");
    Distribution.Call help = jetpack.run("help", "uptime");
    assertThat(help.exitCode()).isZero();
    Golden.compare("help-uptime.txt", help.out());
  }

  @Test
  void aBrokenJarBesideItIsOneLineAndNothingElseBreaks() throws Exception {
    Path broken = Files.writeString(plugins.resolve("broken.jar"), "this is no jar");
    String warning =
        "jetpack: warning: plugin '%s': it is damaged or not readable; copy it again or remove it\n"
            .formatted(broken);
    Distribution.Call up = jetpack.run("uptime");
    assertThat(up.exitCode()).isZero();
    assertThat(up.err()).isEqualTo(warning);
    Distribution.Call plugins = jetpack.run("plugins");
    assertThat(plugins.exitCode()).isZero();
    assertThat(plugins.err()).isEqualTo(warning);
    assertThat(plugins.out()).contains("uptime.jar").doesNotContain("broken.jar");
    Path check = Files.writeString(jetpack.folder("checks").resolve("fine.sh"), "echo fine\n");
    Distribution.Call checks = jetpack.run("healthcheck", "run", check.toString());
    assertThat(checks.exitCode()).as(checks.out()).isZero();
    assertThat(checks.err()).isEqualTo(warning);
  }
}
