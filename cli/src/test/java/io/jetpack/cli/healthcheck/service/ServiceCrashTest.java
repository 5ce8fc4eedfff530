package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import io.jetpack.cli.healthcheck.service.crash.CrashReport;
import io.jetpack.cli.healthcheck.service.crash.CrashReports;
import io.jetpack.cli.node.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is said of a crash of Java. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class ServiceCrashTest {

  private static final String CRASHED = "before this start Java crashed in process ";

  @TempDir Path home;

  /** What the launcher tells Java. */
  private ServiceProcess start(Path logs) throws IOException {
    Files.createDirectories(logs);
    return ServiceProcess.start(
        home,
        ServiceProcess.EVERY_SECOND,
        List.of(
            "env",
            "JDK_JAVA_OPTIONS=-XX:-CreateCoredumpOnCrash -XX:ErrorFile="
                + logs
                + "/hs_err_pid%p.log"));
  }

  @Test
  void a_crash_is_in_the_status_and_logged_by_the_next_start_only() throws Exception {
    Path logs = home.resolve("logs");
    ServiceProcess.check(home, "fine.sh", "exit 0");
    long crashed;
    try (ServiceProcess service = start(logs)) {
      service.await("the state", () -> Files.exists(home.resolve("run/status.json")));
      crashed = service.pid();
      service.signal("SEGV");
      assertThat(service.exitCode()).isEqualTo(1);
    }
    String sentence =
        "Java crashed in process %d, 'jetpack healthcheck service': SIGSEGV (0xb) at pc="
            .formatted(crashed);
    String end = "report it with '%s/hs_err_pid%d.log'".formatted(logs, crashed);

    Transcript.Call status = new Transcript(home).run("healthcheck", "status");
    assertThat(status.out().replaceAll("\\s+", " "))
        .contains("crash ")
        .contains(sentence)
        .contains(end);
    JsonNode crash =
        new JsonMapper()
            .readTree(new Transcript(home).run("healthcheck", "status", "--json").out())
            .get("crash");
    assertThat(crash.get("pid").asLong()).isEqualTo(crashed);
    assertThat(crash.get("command").asString()).isEqualTo("healthcheck service");
    assertThat(crash.get("reason").asString()).startsWith("SIGSEGV (0xb) at pc=");
    assertThat(crash.get("file").asString()).isEqualTo(logs + "/hs_err_pid" + crashed + ".log");

    for (int starts = 0; starts < 2; starts++) {
      try (ServiceProcess service = start(logs)) {
        service.awaitLog("process " + service.pid());
        Instant begun = Instant.now();
        service.await(
            "a state of its own", () -> modified(home.resolve("run/status.json")).isAfter(begun));
      }
    }
    assertThat(ServiceProcess.log(home)).containsOnlyOnce(CRASHED).contains(sentence);
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }

  @Test
  void old_reports_are_not_spoken_of_and_all_but_some_are_removed() throws IOException {
    Path logs = Files.createDirectories(home.resolve("logs"));
    Instant now = Instant.parse("2026-11-29T08:00:00Z");
    for (int number = 1; number <= 9; number++) {
      report(logs.resolve("hs_err_pid" + number + ".log"), now.minus(Duration.ofDays(10 - number)));
    }
    CrashReports reports = new CrashReports(new Home(home));
    assertThat(reports.recent(now).orElseThrow().process()).isEqualTo(9);
    assertThat(reports.recent(now.plus(Duration.ofDays(7)))).isEmpty();
    reports.keep(3);
    try (Stream<Path> left = Files.list(logs)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("hs_err_pid7.log", "hs_err_pid8.log", "hs_err_pid9.log");
    }
  }

  @Test
  void a_crash_before_the_first_state_is_why_there_is_none() throws IOException {
    report(Files.createDirectories(home.resolve("logs")).resolve("hs_err_pid7.log"), Instant.now());
    Transcript.Call status = new Transcript(home).run("healthcheck", "status");
    assertThat(status.exitCode()).isEqualTo(1);
    assertThat(status.err())
        .contains("the service has never run in")
        .contains(": Java crashed in process 7: SIGSEGV (0xb) at pc=0x0, pid=1; report it with '")
        .hasLineCount(1);
  }

  @Test
  void what_somebody_wrote_into_a_report_cannot_change_the_terminal() throws IOException {
    Path logs = Files.createDirectories(home.resolve("logs"));
    Path file = logs.resolve("hs_err_pid7.log");
    Files.writeString(
        file,
        "#\n# A fatal error has been detected by the Java Runtime Environment:\n#\n"
            + "#  SIGBUS \u001b[31m"
            + "x".repeat(500)
            + "\n"
            + "Command Line: -Xmx1m io.jetpack.cli.program.Jetpack log \u001b]0;evil\u0007\n");
    CrashReport report = CrashReport.read(file).orElseThrow();
    assertThat(report.sentence()).doesNotContain("\u001b").hasSizeLessThan(500);
    assertThat(CrashReport.read(logs.resolve("hs_err_pidx.log"))).isEmpty();
    assertThat(CrashReport.read(logs.resolve("hs_err_pid8.log"))).isEmpty();
  }

  private static void report(Path file, Instant at) throws IOException {
    Files.writeString(file, "#\n#  SIGSEGV (0xb) at pc=0x0, pid=1\n");
    Files.setLastModifiedTime(file, FileTime.from(at));
  }
}
