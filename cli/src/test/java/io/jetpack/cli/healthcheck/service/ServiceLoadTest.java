package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many checks, many files, and checks that never come to an end: the others run on time. */
@Timeout(180)
class ServiceLoadTest {

  @TempDir Path home;

  /**
   * Waits for runs of a check that runs every second, and says how many seconds ten of them took.
   */
  private static double secondsForTenRuns(ServiceProcess service, Path runs) throws Exception {
    long before = ServiceProcess.lines(runs);
    long start = System.nanoTime();
    service.await("ten runs", () -> ServiceProcess.lines(runs) >= before + 10);
    return (System.nanoTime() - start) / 1e9;
  }

  private static void assertGone(String words) throws IOException {
    Process pgrep = new ProcessBuilder("pgrep", "-f", words).start();
    assertThat(pgrep.getInputStream().readAllBytes()).isEmpty();
  }

  @Test
  void twoHundredChecksThatHangKeepNeitherTheOthersNorASignalWaiting() throws Exception {
    String marker = "7614." + ProcessHandle.current().pid();
    Path begun = home.resolve("begun");
    for (int i = 0; i < 200; i++) {
      ServiceProcess.check(
          home, "hangs%03d.sh".formatted(i), "echo >>%s; sleep %s; :".formatted(begun, marker));
    }
    List<Path> counted = List.of(home.resolve("a"), home.resolve("z"));
    ServiceProcess.check(home, "a.sh", "echo >>" + counted.getFirst());
    ServiceProcess.check(home, "z.sh", "echo >>" + counted.getLast());
    try (ServiceProcess service = ServiceProcess.start(home)) {
      service.await("all that hang", () -> ServiceProcess.lines(begun) == 200);
      for (Path runs : counted) {
        assertThat(secondsForTenRuns(service, runs)).as(runs.toString()).isBetween(7.0, 30.0);
      }
      long start = System.nanoTime();
      service.signal("TERM");
      assertThat(service.exitCode()).isEqualTo(143);
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }
    assertGone("sleep " + marker);
    assertThat(ServiceProcess.log(home)).contains("the service was ended").doesNotContain("bug");
    assertThat(ServiceProcess.text(home.resolve("run/status.json"))).contains("hangs199.sh");
  }

  @Test
  void checksThatStopAnsweringForeverAreEndedAgainAndAgain() throws Exception {
    List<String> names = List.of("stopped", "deaf", "orphans");
    List<String> bodies =
        List.of(
            "kill -STOP $$",
            "trap '' TERM INT HUP; while :; do sleep 1; done",
            "setsid sleep 600 & trap '' TERM; wait; wait; sleep 600");
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String counts = "echo >>" + home.resolve(name) + "\n";
      ServiceProcess.check(home, name + ".sh", "# jetpack: timeout=1s\n" + counts + bodies.get(i));
    }
    Path runs = home.resolve("counted");
    ServiceProcess.check(home, "counts.sh", "echo >>" + runs);
    try (ServiceProcess service = ServiceProcess.start(home)) {
      for (String name : names) {
        service.awaitLog(name + ".sh is unknown: timed out after 1s");
        service.await("three runs", () -> ServiceProcess.lines(home.resolve(name)) >= 3);
      }
      assertThat(secondsForTenRuns(service, runs)).isBetween(7.0, 30.0);
    }
    assertThat(ServiceProcess.log(home)).doesNotContain("bug", "termination requested");
  }

  @Test
  void tenThousandFilesInTheFolderCostTimeAndNothingElse() throws Exception {
    Path folder = Files.createDirectories(home.resolve("config/healthcheck.d"));
    for (int i = 0; i < 9_000; i++) {
      Files.writeString(folder.resolve("data-%04d.json".formatted(i)), "{}");
    }
    for (int i = 0; i < 1_000; i++) {
      ServiceProcess.check(home, "rare%03d.sh".formatted(i), "# jetpack: interval=1d\nexit 0");
    }
    Path runs = home.resolve("counted");
    ServiceProcess.check(home, "counts.sh", "echo >>" + runs);
    try (ServiceProcess service = ServiceProcess.start(home)) {
      service.await("a run", () -> Files.exists(runs));
      assertThat(secondsForTenRuns(service, runs)).isBetween(7.0, 30.0);
      ServiceProcess.check(home, "new.sh", "echo >" + home.resolve("new"));
      long start = System.nanoTime();
      service.await("the new script", () -> Files.exists(home.resolve("new")));
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(15));
      Files.delete(folder.resolve("rare000.sh"));
      Path status = home.resolve("run/status.json");
      service.await(
          "that it is gone",
          () ->
              ServiceProcess.text(status).contains("rare999.sh")
                  && !ServiceProcess.text(status).contains("rare000.sh"));
    }
    assertThat(ServiceProcess.log(home)).doesNotContain("bug", "OutOfMemory");
  }
}
