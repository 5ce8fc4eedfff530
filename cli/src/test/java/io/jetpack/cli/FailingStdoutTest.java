package io.jetpack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A result that nobody got is a failure, of whatever command. */
@Timeout(60)
class FailingStdoutTest {

  private static final Path FULL = Path.of("/dev/full");
  private static final String SENTENCE =
      "jetpack: stdout can not be written; is the disk full, or has its reader ended?\n";

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version",
        "--version",
        "help",
        "plugins",
        "config cyclecloud.home",
        "config --json --typed -- cyclecloud.home",
        "keepalive 1h",
        "healthcheck list",
        "healthcheck run --format json",
      })
  void aFullDiskIsToldAndEndsWith1(String words) throws Exception {
    assumeThat(FULL).exists();
    Path ignored = new Transcript(home).check("one.sh", "exit 0");
    Process process =
        JetpackProcess.builder(home, List.of("-XX:TieredStopAtLevel=1"), words.split(" ", -1))
            .redirectOutput(FULL.toFile())
            .start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isEqualTo(1);
    assertThat(err).endsWith(SENTENCE);
  }

  @Test
  void aCommandThatFailsAnywayKeepsItsExitCode() throws Exception {
    assumeThat(FULL).exists();
    Process process =
        JetpackProcess.builder(home, List.of("-XX:TieredStopAtLevel=1"), "frobnicate")
            .redirectOutput(new File("/dev/full"))
            .start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(err).doesNotContain(SENTENCE);
    assertThat(Files.exists(home.resolve("run"))).isFalse();
  }
}
