package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SystemdNotifyTest {

  private static final String OWN_PID = Long.toString(ProcessHandle.current().pid());

  @TempDir Path directory;

  private static SystemdNotify notify(String socket) {
    return new SystemdNotify(Map.of("NOTIFY_SOCKET", socket));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @EnabledOnOs(OS.LINUX)
  void systemdIsToldInItsOwnWords(boolean abstractName) throws Exception {
    String socket =
        abstractName ? "@jetpack-test-" + OWN_PID : directory.resolve("notify").toString();
    try (NotifySocket receiver = new NotifySocket(socket)) {
      SystemdNotify systemd = notify(socket);
      systemd.ready();
      assertThat(receiver.next()).isEqualTo("'READY=1'");
      systemd.status("3 checks,\nall grün");
      assertThat(receiver.next()).isEqualTo("'STATUS=3 checks, all gr\\xfcn'");
      systemd.watchdog();
      assertThat(receiver.next()).isEqualTo("'WATCHDOG=1'");
      systemd.reloading();
      assertThat(receiver.next()).matches("'RELOADING=1\\\\nMONOTONIC_USEC=[1-9][0-9]+'");
      systemd.stopping();
      assertThat(receiver.next()).isEqualTo("'STOPPING=1'");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "@", "@nobody-listens", "/nowhere/notify", "vsock:2:1234", "relative", "/"})
  void aSocketThatDoesNotWorkHurtsNobody(String socket) {
    SystemdNotify systemd = notify(socket);
    systemd.ready();
    systemd.status("fine");
    systemd.watchdog();
    systemd.reloading();
    systemd.stopping();
  }

  @Test
  void aNameThatIsTooLongHurtsNobody() throws Exception {
    notify("/" + "x".repeat(500)).ready();
    notify("@" + "x".repeat(500)).ready();
    Path file = Files.writeString(directory.resolve("file"), "");
    notify(file.toString()).ready();
    assertThat(file).isEmptyFile();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noDescriptorStaysOpen() throws Exception {
    notify("@nobody-listens").ready();
    long before = descriptors();
    for (int i = 0; i < 100; i++) {
      notify("@nobody-listens").watchdog();
    }
    assertThat(descriptors()).isLessThan(before + 50);
  }

  private static long descriptors() throws IOException {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "30000000, OWN, PT30S",
    "30000000, '', PT30S",
    "500000, OWN, PT0.5S",
    "999999999999999999, OWN, PT9223372036.854775S",
    "30000000, 1, ",
    "0, OWN, ",
    "-5, OWN, ",
    "'', OWN, ",
    "soon, OWN, ",
    "99999999999999999999, OWN, "
  })
  void theWatchdogIsMeantForOneProcess(String micros, String pid, Duration interval) {
    Map<String, String> environment =
        Map.of("WATCHDOG_USEC", micros, "WATCHDOG_PID", pid.replace("OWN", OWN_PID));
    assertThat(new SystemdNotify(environment).watchdogInterval())
        .isEqualTo(Optional.ofNullable(interval));
  }

  @Test
  void withoutSystemdThereIsNoWatchdog() {
    assertThat(new SystemdNotify(Map.of()).watchdogInterval()).isEmpty();
  }
}
