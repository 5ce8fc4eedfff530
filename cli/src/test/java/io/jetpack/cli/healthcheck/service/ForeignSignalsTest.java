package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What signals do to the service, and to what it starts. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class ForeignSignalsTest {

  private static final List<String> NAMES =
      List.of(
          "TRAP", "ABRT", "USR1", "USR2", "PIPE", "ALRM", "STKFLT", "XCPU", "XFSZ", "VTALRM",
          "PROF", "IO", "PWR", "SYS", "WINCH", "URG", "CHLD", "CONT");

  @TempDir Path home;

  /** A script may have the service's number: {@code kill $PPID}. */
  @Test
  void no_check_ends_the_service_by_a_signal_and_each_is_logged_once() throws Exception {
    StringBuilder body = new StringBuilder("[ -e sent ] || for _ in 1 2; do\n");
    NAMES.forEach(name -> body.append("kill -s %s $PPID\n".formatted(name)));
    for (int number = 32; number <= 64; number++) {
      body.append("/bin/kill -%d $PPID\n".formatted(number));
    }
    ServiceProcess.check(home, "kills.sh", body + "done; touch %s/sent".formatted(home));
    ServiceProcess.check(
        home,
        "looks.sh",
        "[ -e %1$s/sent ] || exit 0; grep -E '^Sig(Ign|Blk)' /proc/self/status >%1$s/signals; touch %1$s/looked"
            .formatted(home));
    try (ServiceProcess service = ServiceProcess.start(home)) {
      service.await("the signals", () -> Files.exists(home.resolve("sent")));
      service.await("a check after them", () -> Files.exists(home.resolve("looked")));
      service.awaitLog(
          "somebody sent SIGUSR1, which changes nothing; only TERM, INT, HUP and KILL");
      service.awaitLog("somebody sent SIGSYS");
      assertThat(Files.readAllLines(home.resolve("signals")))
          .as("what is ignored by the service is not ignored by what it starts")
          .containsExactly("SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000");
      service.signal("TERM");
      assertThat(service.exitCode()).isEqualTo(143);
    }
    String log = ServiceProcess.log(home);
    for (String name : List.of("TRAP", "ABRT", "USR1", "USR2", "ALRM", "PWR", "SYS")) {
      assertThat(log).containsOnlyOnce("somebody sent SIG" + name + ",");
    }
    assertThat(log).doesNotContain("bug");
  }
}
