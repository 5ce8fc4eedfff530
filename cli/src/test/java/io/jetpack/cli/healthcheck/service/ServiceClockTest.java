package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jetpack.cli.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real service while somebody sets the clock: libfaketime (Debian package {@code faketime})
 * tells it, and its checks, another time of day.
 */
@Timeout(120)
class ServiceClockTest {

  private static final DateTimeFormatter LOG_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");
  private static final int LOG_TIME_LENGTH = "2026-11-22 13:03:40,298".length();

  @TempDir Path home;

  private static Optional<Path> library() throws IOException {
    Path libraries = Path.of("/usr/lib");
    if (!Files.isDirectory(libraries)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(libraries)) {
      return folders
          .map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
          .filter(Files::exists)
          .findFirst();
    }
  }

  private void setClock(Duration by) throws IOException {
    Path next = Files.writeString(home.resolve("clock.next"), "%+d\n".formatted(by.toSeconds()));
    Files.move(next, home.resolve("clock"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static double secondsForRuns(ServiceProcess service, Path runs, int number)
      throws Exception {
    long before = ServiceProcess.lines(runs);
    long start = System.nanoTime();
    service.await("runs", () -> ServiceProcess.lines(runs) >= before + number);
    return (System.nanoTime() - start) / 1e9;
  }

  /** By how much the time of the log's last line differs from ours. */
  private Duration logIsAhead() {
    String last = ServiceProcess.log(home).lines().reduce("", (one, other) -> other);
    LocalDateTime time = LocalDateTime.parse(last.substring(0, LOG_TIME_LENGTH), LOG_TIME);
    return Duration.between(LocalDateTime.now(ZoneId.systemDefault()), time);
  }

  @Test
  void anHourEitherWayNeitherStormsNorStarvesNorEndsAHold() throws Exception {
    Optional<Path> library = library();
    assumeTrue(library.isPresent(), "libfaketime is missing (apt-get install faketime)");
    setClock(Duration.ZERO);
    Path runs = home.resolve("runs");
    ServiceProcess.check(home, "counts.sh", "echo >>" + runs);
    ServiceProcess.check(home, "turns.sh", "cat %s/reason >&2; exit 1".formatted(home));
    ServiceProcess.check(home, "doomed.sh", "echo doomed >&2; exit 254");
    Files.writeString(home.resolve("reason"), "none");
    assertThat(new Transcript(home).run("keepalive", "30m").exitCode()).isZero();
    Map<String, String> environment = new HashMap<>(ServiceProcess.EVERY_SECOND);
    environment.put("LD_PRELOAD", library.get().toString());
    environment.put("FAKETIME_TIMESTAMP_FILE", home.resolve("clock").toString());
    environment.put("FAKETIME_NO_CACHE", "1");
    environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    try (ServiceProcess service = ServiceProcess.start(home, environment)) {
      service.awaitLog("(held: nothing is requested)");
      for (int hours : List.of(1, 0, -1)) {
        setClock(Duration.ofHours(hours));
        assertThat(secondsForRuns(service, runs, 6)).as("%d h", hours).isBetween(3.5, 60.0);
        String reason = List.of("behind", "right", "ahead").get(hours + 1);
        Files.writeString(home.resolve("reason"), reason);
        service.awaitLog("turns.sh is unknown: exited 1: " + reason);
        assertThat(logIsAhead().minusHours(hours).abs()).isLessThan(Duration.ofMinutes(5));
      }
      Path status = home.resolve("run/status.json");
      service.await("the state", () -> !ServiceProcess.text(status).contains("\"stale\": true"));
    }
    assertThat(ServiceProcess.log(home))
        .doesNotContain("termination requested", "no longer held", "bug");
    assertThat(ServiceProcess.log(home).lines().filter(line -> line.contains("the node is held")))
        .as("its end by the clock as it was set, once each")
        .hasSizeBetween(3, 4);
  }
}
