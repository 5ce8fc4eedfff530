package io.jetpack.samples.uptime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UptimeCommandTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.9Z");

  @TempDir Path directory;

  private UptimeCommand command(String kernelSays) throws IOException {
    Path file = Files.writeString(directory.resolve("uptime"), kernelSays);
    return new UptimeCommand(new KernelUptime(file), InstantSource.fixed(NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "184440.51 700.00, 2d 3h 14m",
    "172800.00 0.00, 2d 0h 0m",
    "11640.99 1.00, 3h 14m",
    "3599.99 1.00, 59m",
    "3.20 1.00, 0m",
    "86400, 1d 0h 0m",
  })
  void theTimeIsWrittenInDaysHoursAndMinutes(String kernelSays, String text) throws Exception {
    assertThat(command(kernelSays + "\n").up()).isEqualTo(text);
  }

  @Test
  void theStartIsWrittenInUtc() throws Exception {
    assertThat(command("86400.75 1.00\n").started()).isEqualTo("2026-02-28T12:00:00Z");
  }

  @Test
  void aMachineWithoutTheFileIsToldSo() {
    Path nowhere = directory.resolve("nowhere");
    UptimeCommand command = new UptimeCommand(new KernelUptime(nowhere), InstantSource.fixed(NOW));
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(command::up)
        .withMessage("there is no '%s' on this machine; only Linux tells its uptime there", nowhere)
        .returns(ExitCodes.FAILED, CommandFailure::exitCode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-3.00 1.00", "99999999999999999999 1.00"})
  void aFileThatSaysSomethingElseIsShown(String kernelSays) throws Exception {
    UptimeCommand command = command(kernelSays);
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(command::started)
        .withMessageContaining("says '%s', which is no number of seconds", kernelSays)
        .returns(ExitCodes.FAILED, CommandFailure::exitCode);
  }
}
