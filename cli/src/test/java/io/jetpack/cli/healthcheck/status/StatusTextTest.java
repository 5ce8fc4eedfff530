package io.jetpack.cli.healthcheck.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Golden;
import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.hold.Hold;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.healthcheck.service.state.CheckStatus;
import io.jetpack.healthcheck.service.state.LastRun;
import io.jetpack.healthcheck.service.state.PendingRequest;
import io.jetpack.healthcheck.service.state.ServiceState;
import io.jetpack.healthcheck.service.state.Withdrawal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StatusTextTest {

  private static final Path GOLDEN =
      Path.of("src", "test", "resources", "golden", "healthcheck-status");
  private static final Instant NOW = Instant.parse("2026-11-22T18:00:00Z");
  private static final Instant STARTED = NOW.minus(Duration.ofHours(49));
  private static final Duration INTERVAL = Duration.ofMinutes(10);
  private static final HoldReading FREE = new HoldReading.Free();
  private static final HoldReading HELD =
      new HoldReading.Held(
          new Hold(
              Optional.of(NOW.plus(Duration.ofHours(6))),
              NOW.minus(Duration.ofMinutes(1)),
              "operator (ssh)",
              "kernel panics, see \u001B[31mticket 4711"));

  private static Instant ago(String duration) {
    return NOW.minus(Duration.parse(duration));
  }

  private static CheckStatus check(String name, Optional<LastRun> last) {
    return check(name, last, 0, Optional.empty());
  }

  private static CheckStatus check(
      String name, Optional<LastRun> last, long missed, Optional<PendingRequest> request) {
    return new CheckStatus(
        name,
        Optional.of("/home/config/healthcheck.d/" + name),
        "process",
        INTERVAL,
        last,
        Optional.of(NOW.plus(Duration.ofMinutes(7).plusSeconds(59))),
        missed,
        request,
        Optional.empty(),
        List.of());
  }

  private static Optional<LastRun> run(
      HealthState state, int code, String reason, String since, String at, long consecutive) {
    return Optional.of(
        new LastRun(
            state,
            code < 0 ? "timed-out" : "exited",
            code < 0 ? OptionalInt.empty() : OptionalInt.of(code),
            reason.isEmpty() ? Optional.empty() : Optional.of(reason),
            ago(since),
            ago(at),
            Duration.ofMillis(1234),
            code < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(56)),
            consecutive));
  }

  private static List<CheckStatus> checksOfAllKinds() {
    String sectors = "sda has 12 bad sectors";
    return List.of(
        check("fine.sh", run(HealthState.HEALTHY, 0, "", "PT49H", "PT2M", 300)),
        check(
            "disk.sh",
            run(HealthState.TERMINATE, 254, sectors, "PT25M", "PT5S", 3),
            0,
            Optional.of(new PendingRequest("disk.sh", sectors, ago("PT24M"), 3))),
        check(
            "gpu.py",
            run(HealthState.TERMINATE, 254, "GPU 3 is lost", "PT5M", "PT5M", 1),
            0,
            Optional.of(new PendingRequest("gpu.py", "GPU 2 is lost", ago("P2D"), 1))),
        check(
            "mount_hangs.sh",
            run(
                HealthState.UNKNOWN,
                -1,
                "timed out after 2m; last output: waiting for /scratch to answer, which it has not"
                    + " done for \u001B[2Ja very long time",
                "PT3H",
                "PT3M",
                18),
            17,
            Optional.empty()),
        check("quota.sh", run(HealthState.UNKNOWN, 3, "exited 3: no quota", "PT1M", "PT1M", 1)),
        check("sleepy.sh", run(HealthState.HEALTHY, 0, "", "P3D", "PT21M", 9), 1, Optional.empty()),
        check("zz_new.sh", Optional.empty()),
        new CheckStatus(
            "scheduled_shutdown",
            Optional.empty(),
            CheckStatus.BUILT_IN,
            Duration.ofMinutes(1),
            Optional.of(
                new LastRun(
                    HealthState.HEALTHY,
                    "exited",
                    OptionalInt.empty(),
                    Optional.empty(),
                    STARTED,
                    ago("PT0.1S"),
                    Duration.ZERO,
                    Optional.empty(),
                    7)),
            Optional.of(NOW.minusSeconds(1)),
            0,
            Optional.empty(),
            Optional.empty(),
            List.of()));
  }

  private static StatusText text(
      HoldReading hold, List<CheckStatus> checks, boolean running, ZoneId zone) {
    ServiceState state =
        new ServiceState(
            ago("PT1S"), STARTED, 4711, hold, List.of(), checks, List.of(), Optional.empty());
    return new StatusText(state, running, NOW, zone, Optional.empty());
  }

  private static void compare(String name, String seen) {
    Golden.compare(GOLDEN.resolve(name + ".txt"), seen);
  }

  @Test
  void eightyColumnsHoldAllThatMatters() {
    StatusText text = text(FREE, checksOfAllKinds(), true, ZoneOffset.UTC);
    compare("80-columns", text.text(OptionalInt.of(80), false));
    compare("80-columns-coloured", text.text(OptionalInt.of(80), true));
  }

  @Test
  void wideTerminalsHoldTheReasonBesideTheNumbers() {
    StatusText text = text(HELD, checksOfAllKinds(), true, ZoneId.of("America/New_York"));
    compare("140-columns", text.text(OptionalInt.of(140), false));
  }

  @Test
  void narrowTerminalsLeaveOutNumbers() {
    StatusText text = text(HELD, checksOfAllKinds(), true, ZoneOffset.UTC);
    compare("60-columns", text.text(OptionalInt.of(60), false));
    compare("40-columns", text.text(OptionalInt.of(40), false));
  }

  @Test
  void withoutATerminalACheckIsALine() {
    StatusText text = text(HELD, checksOfAllKinds(), true, ZoneOffset.UTC);
    compare("no-terminal", text.text(OptionalInt.empty(), false));
  }

  @Test
  void aDeadServiceIsToldLoudly() {
    ServiceState state =
        new ServiceState(
            ago("PT2H59M"),
            STARTED,
            4711,
            new HoldReading.Unreadable("'/home/run/keepalive.json' is damaged: it is empty"),
            List.of(),
            checksOfAllKinds(),
            List.of(),
            Optional.empty());
    StatusText text = new StatusText(state, false, NOW, ZoneOffset.UTC, Optional.empty());
    compare("dead", text.text(OptionalInt.of(80), true));
  }

  @Test
  void beforeTheFirstRunNothingIsHealthy() {
    CheckStatus waits = check("a.sh", Optional.empty());
    CheckStatus fine = check("b.sh", run(HealthState.HEALTHY, 0, "", "PT49H", "PT2M", 300));
    StatusText text = text(FREE, List.of(waits), true, ZoneOffset.UTC);
    compare("waiting", text.text(OptionalInt.of(80), true));
    StatusText some = text(FREE, List.of(waits, fine), true, ZoneOffset.UTC);
    compare("waiting-some", some.text(OptionalInt.of(80), true));
    compare(
        "no-checks", text(FREE, List.of(), true, ZoneOffset.UTC).text(OptionalInt.of(80), false));
  }

  @Test
  void aHoldIsToldWithItsEndOrThatThereIsNone() {
    List<CheckStatus> checks =
        List.of(check("gpu.sh", run(HealthState.TERMINATE, 254, "GPU lost", "PT5M", "PT5M", 1)));
    HoldReading forever =
        new HoldReading.Held(new Hold(Optional.empty(), ago("P3D"), "root", "ticket 4711"));
    HoldReading unreadable =
        new HoldReading.Unreadable("'/home/run/keepalive.json' is a folder, not a file");
    StringBuilder all = new StringBuilder();
    for (HoldReading hold : List.of(FREE, HELD, forever, unreadable)) {
      all.append(text(hold, checks, true, ZoneOffset.UTC).text(OptionalInt.of(80), false));
      all.append('\n');
    }
    compare("holds", all.toString());
  }

  @Test
  void aWithdrawalThatWaitsToBeToldIsShownAlsoWhenItsCheckIsGone() {
    PendingRequest request = new PendingRequest("gone.sh", "GPU 3 is lost", ago("PT24M"), 3);
    CheckStatus fine = check("fine.sh", run(HealthState.HEALTHY, 0, "", "PT49H", "PT2M", 300));
    ServiceState state =
        new ServiceState(
            ago("PT1S"),
            STARTED,
            4711,
            FREE,
            List.of(),
            List.of(fine),
            List.of(new Withdrawal(request, "the check was removed")),
            Optional.empty());
    StatusText text = new StatusText(state, true, NOW, ZoneOffset.UTC, Optional.empty());
    compare("withdrawal", text.text(OptionalInt.of(80), true));
  }

  @Test
  void aLongNameTakesNothingFromTheOthers() {
    CheckStatus longName =
        check(
            "10_a_check_whose_name_tells_all_that_it_does_and_then_some_more.sh",
            run(HealthState.UNKNOWN, 3, "exited 3: x", "PT3H", "PT3M", 2));
    CheckStatus shortName = check("b.sh", run(HealthState.HEALTHY, 0, "", "P400D", "PT3M", 99));
    StatusText text = text(FREE, List.of(longName, shortName), true, ZoneOffset.UTC);
    compare("long-name", text.text(OptionalInt.of(80), false));
  }

  @Test
  void a_state_that_could_not_be_written_down_any_more_is_told_as_old() {
    List<CheckStatus> checks = checksOfAllKinds();
    HoldReading free = new HoldReading.Free();
    ServiceState old =
        new ServiceState(
            ago("PT5M"), STARTED, 4711, free, List.of(), checks, List.of(), Optional.empty());
    assertThat(lineOfService(old, NOW.plusSeconds(600)))
        .contains(" ago, and could not be written down since");
    assertThat(lineOfService(old, ago("PT4M30S"))).doesNotContain("written down");
    ServiceState quiet =
        new ServiceState(
            ago("PT5M"), STARTED, 4711, free, List.of(), List.of(), List.of(), Optional.empty());
    assertThat(lineOfService(quiet, NOW.plusSeconds(600)))
        .as("nothing was due")
        .doesNotContain("written down");
  }

  private static String lineOfService(ServiceState state, Instant now) {
    String text =
        new StatusText(state, true, now, ZoneOffset.UTC, Optional.empty())
            .text(OptionalInt.empty(), false);
    return text.lines().findFirst().orElseThrow();
  }
}
