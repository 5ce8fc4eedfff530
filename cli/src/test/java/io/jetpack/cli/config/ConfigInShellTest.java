package io.jetpack.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jetpack.cli.Golden;
import io.jetpack.cli.JetpackProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which scripts of the field use it, in a real shell that calls the real program. */
@Timeout(180)
class ConfigInShellTest {

  private static final Path GOLDEN =
      Path.of("src", "test", "resources", "golden", "config-in-shell.txt");

  @TempDir Path home;

  @Test
  void scriptsOfTheFieldSeeWhatTheyRelyOn() throws Exception {
    assumeThat(Path.of("/usr/bin/jq")).as("jq reads the JSON; apt-get install jq").isExecutable();
    ConfigCommandTest.writeNodeFile(home);
    Path script = home.resolve("usages.sh");
    try (var in = ConfigInShellTest.class.getResourceAsStream("usages.sh")) {
      assertThat(in).isNotNull();
      Files.write(script, in.readAllBytes());
    }
    String call =
        JetpackProcess.builder(home, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"))
            .command()
            .stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Files.createDirectories(home.resolve("bin"));
    Path program =
        Files.writeString(home.resolve("bin/jetpack"), "#!/bin/sh\nexec " + call + " \"$@\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Golden.compare(GOLDEN, output(script).replace(home.toString(), "HOME"));
  }

  private String output(Path script) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", script.toString()).redirectErrorStream(true);
    builder.environment().put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("CYCLECLOUD_HOME", home.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }
}
