package io.jetpack.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.CheckDirectory;
import io.jetpack.healthcheck.CheckRunner;
import io.jetpack.healthcheck.CheckSettings;
import io.jetpack.healthcheck.RunLimits;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.healthcheck.scratch.ScratchPlaces;
import io.jetpack.healthcheck.service.FolderWatch.Look;
import io.jetpack.healthcheck.service.event.HealthEvent;
import io.jetpack.healthcheck.service.schedule.CheckScheduler;
import io.jetpack.healthcheck.service.schedule.Pulse;
import io.jetpack.healthcheck.service.state.PendingRequest;
import io.jetpack.healthcheck.service.state.ServiceState;
import io.jetpack.healthcheck.service.state.SettingsHealth;
import io.jetpack.healthcheck.service.state.StateStore;
import io.jetpack.healthcheck.service.termination.TerminationAction;
import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptRunners;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the checks when the folder can be looked into, and when it can not. */
class KnownChecksTest {

  private static final Look MISSING = new Look.Missing("there is no folder 'd'");
  private static final Look UNREADABLE = new Look.Unreadable("input/output error");
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final List<HealthEvent> events = new ArrayList<>();
  private final ScriptRunners runners = ScriptRunners.load(RunnerSettings.defaults());
  private final ServiceParts parts =
      new ServiceParts(
          "node",
          Path.of("/"),
          Path.of("d"),
          new CheckDirectory(runners, CheckSettings.DEFAULTS),
          new CheckRunner(
              runners, RunLimits.DEFAULTS, Map.of(), ScratchPlaces.of(Map.of(), Path.of("run"))),
          List.of(),
          HoldReading.Free::new,
          SettingsHealth.GOOD,
          events::add,
          new Nothing(),
          new Nothing(),
          InstantSource.system(),
          (check, result, late) -> {},
          Pulse.none(Duration.ofSeconds(1)),
          new Mishaps(events::add, new ServiceInAHurry.FakeEnd()));
  private final CheckScheduler scheduler =
      new CheckScheduler(1, (name, late) -> {}, parts.pulse(), bug -> {});
  private final Judgement judgement = new Judgement(parts, ServicePlan.DEFAULTS, scheduler);
  private final KnownChecks checks =
      new KnownChecks(parts, ServicePlan.DEFAULTS, judgement, scheduler, Set.of("built_in"));

  private static final class Nothing implements TerminationAction, StateStore {
    @Override
    public void requested(PendingRequest request) {}

    @Override
    public void withdrawn(PendingRequest request, String why) {}

    @Override
    public Optional<ServiceState> load() {
      return Optional.empty();
    }

    @Override
    public void save(ServiceState state) {}
  }

  @BeforeEach
  void findOne() {
    checks.take(found("a.sh"), 0);
  }

  @AfterEach
  void end() {
    scheduler.close();
    judgement.close();
    runners.close();
  }

  private static Look found(String... names) {
    Map<String, Check> found = new TreeMap<>();
    for (String name : names) {
      found.put(name, new Check(Path.of("d", name), "process", CheckSettings.DEFAULTS, List.of()));
    }
    return new Look.Found(found, Optional.empty());
  }

  private List<String> told() {
    List<String> told = new ArrayList<>();
    for (HealthEvent event : events) {
      if (event instanceof HealthEvent.Trouble(String what)) {
        told.add(what);
      } else if (event instanceof HealthEvent.Note(String what)) {
        told.add(what);
      }
    }
    return told;
  }

  private Set<String> onTheBoard() {
    Set<String> names = new TreeSet<>();
    judgement.state().checks().forEach(status -> names.add(status.name()));
    return names;
  }

  @Test
  void a_folder_that_can_not_be_read_says_nothing_about_its_checks() {
    for (int hour = 0; hour < 48; hour++) {
      checks.take(UNREADABLE, 3600L * hour * SECOND);
    }
    assertThat(checks.names()).containsExactly("a.sh");
    assertThat(onTheBoard()).containsExactly("a.sh");
    checks.take(found("a.sh"), 49 * 3600L * SECOND);
    assertThat(told())
        .containsExactly(
            "the checks stay as they were: input/output error",
            "the folder of checks is there again");
  }

  @Test
  void a_folder_that_is_gone_for_less_than_a_minute_takes_nothing_with_it() {
    checks.take(MISSING, 10 * SECOND);
    checks.take(MISSING, 69 * SECOND);
    assertThat(checks.names()).containsExactly("a.sh");
    checks.take(found("a.sh", "b.sh"), 70 * SECOND);
    checks.take(MISSING, 71 * SECOND);
    checks.take(MISSING, 130 * SECOND);
    assertThat(onTheBoard()).containsExactly("a.sh", "b.sh");
    assertThat(told())
        .containsExactly(
            "no check runs: there is no folder 'd'",
            "the folder of checks is there again",
            "no check runs: there is no folder 'd'");
  }

  @Test
  void a_folder_that_stays_away_means_that_the_checks_were_removed() {
    checks.take(MISSING, 10 * SECOND);
    checks.take(UNREADABLE, 60 * SECOND);
    checks.take(MISSING, 71 * SECOND);
    assertThat(checks.names()).as("nobody knows for how long").containsExactly("a.sh");
    checks.take(MISSING, 131 * SECOND);
    assertThat(checks.names()).isEmpty();
    assertThat(onTheBoard()).isEmpty();
  }

  @Test
  void no_script_takes_the_name_of_a_built_in() {
    checks.take(found("a.sh", "built_in"), SECOND);
    assertThat(checks.names()).containsExactly("a.sh");
    checks.take(new Look.Same(), 2 * SECOND);
    assertThat(checks.names()).containsExactly("a.sh");
    checks.take(found(), 3 * SECOND);
    assertThat(checks.names()).isEmpty();
  }
}
