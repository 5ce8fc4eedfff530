package io.jetpack.cli.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which processes the init script takes for the service. */
@DisabledOnOs(OS.WINDOWS)
class InitScriptTest {

  @TempDir private Path directory;

  private Path script = Path.of("");

  @BeforeEach
  void write() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("healthcheck.init"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      script =
          Files.writeString(
              directory.resolve("healthcheck"),
              text.replaceAll("@(HOME|RUN|LOGS)@", directory.toString()));
    }
  }

  private int statusWith(String... words) throws Exception {
    String[] command = new String[words.length + 3];
    command[0] = "sh";
    command[1] = "-c";
    command[2] = "read line; :";
    System.arraycopy(words, 0, command, 3, words.length);
    Process process = new ProcessBuilder(command).start();
    try {
      Files.writeString(directory.resolve("healthcheck.lock"), process.pid() + " x\n");
      Process status = new ProcessBuilder("sh", script.toString(), "status").start();
      assertThat(status.waitFor(1, TimeUnit.MINUTES)).isTrue();
      return status.exitValue();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io.jetpack.cli.program.Jetpack", "io.jetpack.cli.Jetpack"})
  void a_service_of_this_and_of_the_previous_version_is_found(String mainClass) throws Exception {
    assertThat(statusWith(mainClass, "healthcheck", "service")).isZero();
  }

  @Test
  void another_process_that_has_the_number_is_not_the_service() throws Exception {
    assertThat(statusWith("io.jetpack.cli.program.Jetpack", "healthcheck", "run")).isEqualTo(3);
    assertThat(statusWith("something", "else")).isEqualTo(3);
  }
}
