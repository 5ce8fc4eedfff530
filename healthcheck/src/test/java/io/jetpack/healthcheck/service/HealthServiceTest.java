package io.jetpack.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.healthcheck.CheckDirectory;
import io.jetpack.healthcheck.CheckRunner;
import io.jetpack.healthcheck.CheckSettings;
import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.RunLimits;
import io.jetpack.healthcheck.Verdict;
import io.jetpack.healthcheck.builtin.BuiltIn;
import io.jetpack.healthcheck.hold.Hold;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptRunners;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service with real scripts, in a hurry. */
@Timeout(60)
class HealthServiceTest {

  private static final ServicePlan PLAN =
      new ServicePlan(Duration.ofMillis(300), 4, Duration.ofMillis(50), Duration.ofHours(1), false);

  private final List<HealthEvent> events = new CopyOnWriteArrayList<>();
  private final List<String> actions = new CopyOnWriteArrayList<>();
  private final ScriptRunners runners = ScriptRunners.load(RunnerSettings.defaults());
  private final Semaphore withdrawals = new Semaphore(1_000_000);
  private final Set<String> finished = ConcurrentHashMap.newKeySet();
  private final Memory memory = new Memory();
  private volatile HoldReading hold = new HoldReading.Free();
  private volatile Verdict builtIn = new Verdict.Healthy();
  private Optional<HealthService> service = Optional.empty();

  @TempDir Path home;
  private Path folder = Path.of("");

  private static final class Memory implements StateStore {
    private volatile Optional<ServiceState> saved = Optional.empty();

    @Override
    public Optional<ServiceState> load() {
      return saved;
    }

    @Override
    public void save(ServiceState state) {
      saved = Optional.of(state);
    }
  }

  @BeforeEach
  void makeFolder() throws Exception {
    folder = Files.createDirectory(home.resolve("healthcheck.d"));
  }

  @AfterEach
  void end() {
    service.ifPresent(HealthService::close);
    runners.close();
  }

  private void start() {
    TerminationAction action =
        new TerminationAction() {
          @Override
          public void requested(PendingRequest request) {
            actions.add("request %s %d".formatted(request.check(), request.attempt()));
          }

          @Override
          public void withdrawn(PendingRequest request, String why) throws InterruptedException {
            withdrawals.acquire();
            actions.add("withdraw %s: %s".formatted(request.check(), why));
          }
        };
    BuiltIn shutdown =
        new BuiltIn() {
          @Override
          public String name() {
            return "built_in";
          }

          @Override
          public Verdict judge() {
            return builtIn;
          }
        };
    HealthService started =
        new HealthService(
            new ServiceParts(
                "node",
                home,
                folder,
                new CheckDirectory(runners, CheckSettings.DEFAULTS),
                new CheckRunner(runners, RunLimits.DEFAULTS, Map.of("PATH", "/usr/bin:/bin")),
                List.of(shutdown),
                () -> hold,
                events::add,
                action,
                memory,
                InstantSource.system(),
                (check, result, late) -> finished.add(check),
                Pulse.none(Duration.ofSeconds(1))),
            PLAN);
    service = Optional.of(started);
    started.start();
  }

  private void write(String name, String text) throws Exception {
    Path temporary = Files.writeString(home.resolve(name), "#!/bin/bash\n" + text + "\n");
    Files.setLastModifiedTime(temporary, FileTime.from(Instant.now().minusSeconds(60)));
    Files.move(temporary, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void until(BooleanSupplier reached) {
    long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }

  private Optional<CheckStatus> status(String name) {
    return service.orElseThrow().state().checks().stream()
        .filter(status -> status.name().equals(name))
        .findFirst();
  }

  private Optional<HealthState> stateOf(String name) {
    return status(name).flatMap(CheckStatus::state);
  }

  private List<HealthEvent.CheckChanged> changes() {
    return events.stream()
        .filter(HealthEvent.CheckChanged.class::isInstance)
        .map(HealthEvent.CheckChanged.class::cast)
        .toList();
  }

  @Test
  void tells_changes_only() throws Exception {
    write("ok.sh", "exit 0");
    write("disk.sh", "echo 'no disk' >&2; exit 3");
    start();
    until(() ->
        status("disk.sh").flatMap(CheckStatus::last).map(LastRun::consecutive).orElse(0L) > 3);
    assertThat(changes())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.state()).isEqualTo(HealthState.UNKNOWN);
          assertThat(event.reason()).contains("exited 3: no disk");
        });
    write("disk.sh", "exit 0");
    until(() -> stateOf("disk.sh").equals(Optional.of(HealthState.HEALTHY)));
    until(() -> changes().size() == 2);
    assertThat(actions).isEmpty();
    assertThat(status("ok.sh").orElseThrow().history()).hasSizeBetween(3, CheckStatus.HISTORY);
  }

  private Optional<CheckStatus> writtenDown(String name) {
    return memory.saved.stream()
        .flatMap(state -> state.checks().stream())
        .filter(status -> status.name().equals(name))
        .findFirst();
  }

  private boolean lastIsWrittenDown(String name) {
    return writtenDown(name).flatMap(CheckStatus::last).isPresent();
  }

  @Test
  void a_check_that_comes_or_goes_is_written_down_within_seconds() throws Exception {
    write("old.sh", "exit 0");
    start();
    until(() -> lastIsWrittenDown("built_in") && lastIsWrittenDown("old.sh"));
    // its first run does not end, so that nothing else is news
    write("new.sh", "sleep 60");
    Files.delete(folder.resolve("old.sh"));
    long began = System.nanoTime();
    until(() -> writtenDown("new.sh").isPresent() && writtenDown("old.sh").isEmpty());
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(7));
  }

  @Test
  void asks_for_termination_and_withdraws_it() throws Exception {
    write("gpu.sh", "echo 'gpu is lost' >&2; exit 254");
    start();
    until(() -> actions.contains("request gpu.sh 1"));
    write("gpu.sh", "exit 0");
    until(() -> actions.contains("withdraw gpu.sh: the check is healthy again"));
    assertThat(actions).hasSize(2);
  }

  @Test
  void confirms_quickly() throws Exception {
    write("gpu.sh", "# jetpack: confirm=3 interval=1h\necho x >> " + home + "/runs; exit 254");
    start();
    service.orElseThrow().runAllSoon();
    until(() -> actions.contains("request gpu.sh 1"));
    assertThat(Files.readAllLines(home.resolve("runs"))).hasSize(3);
  }

  @Test
  void a_hold_stops_requests_and_its_end_asks_the_check_again() throws Exception {
    hold = new HoldReading.Held(new Hold(Optional.empty(), Instant.now(), "root", ""));
    write("gpu.sh", "# jetpack: interval=1h\necho x >> " + home + "/runs; exit 254");
    start();
    service.orElseThrow().runAllSoon();
    until(() -> changes().stream().anyMatch(HealthEvent.CheckChanged::held));
    assertThat(actions).isEmpty();
    hold = new HoldReading.Free();
    until(() -> actions.contains("request gpu.sh 1"));
    assertThat(Files.readAllLines(home.resolve("runs"))).hasSize(2);
    hold = new HoldReading.Unreadable("garbage");
    until(() -> actions.contains("withdraw gpu.sh: the node is held"));
  }

  @Test
  void built_ins_are_judged_and_held_as_checks_are() {
    builtIn = new Verdict.Terminate("time is over");
    start();
    until(() -> actions.contains("request built_in 1"));
    assertThat(status("built_in").orElseThrow().runtime()).isEqualTo("built-in");
    builtIn = new Verdict.Healthy();
    until(() -> actions.size() == 2);
  }

  @Test
  void scripts_come_and_go_without_a_restart() throws Exception {
    start();
    write("new.sh", "exit 0");
    until(() -> stateOf("new.sh").equals(Optional.of(HealthState.HEALTHY)));
    Files.move(folder.resolve("new.sh"), folder.resolve("other.sh"));
    until(() -> status("new.sh").isEmpty() && stateOf("other.sh").isPresent());
    write("other.sh", "exit 254");
    until(() -> actions.contains("request other.sh 1"));
    Files.delete(folder.resolve("other.sh"));
    until(() -> actions.contains("withdraw other.sh: the check was removed"));
  }

  @Test
  void the_folder_may_vanish_and_come_back_without_anything_being_forgotten() throws Exception {
    write("gpu.sh", "echo x >> " + home + "/runs; exit 254");
    start();
    until(() -> actions.contains("request gpu.sh 1"));
    Files.move(folder, home.resolve("away"));
    until(() -> events.stream().anyMatch(HealthEvent.Trouble.class::isInstance));
    long runs = Files.size(home.resolve("runs"));
    Files.move(home.resolve("away"), folder);
    until(() -> home.resolve("runs").toFile().length() > runs);
    until(() -> troublesAndNotes().contains("the folder of checks is there again"));
    assertThat(troublesAndNotes().getFirst()).startsWith("no check runs: there is no folder '");
    assertThat(troublesAndNotes()).hasSize(2);
    assertThat(actions).containsExactly("request gpu.sh 1");
    assertThat(changes()).hasSize(1);
  }

  private List<String> troublesAndNotes() {
    List<String> told = new ArrayList<>();
    for (HealthEvent event : events) {
      switch (event) {
        case HealthEvent.Trouble(String what) -> told.add(what);
        case HealthEvent.Note(String what) -> told.add(what);
        default -> {}
      }
    }
    return told;
  }

  @Test
  void a_file_that_is_caught_half_written_is_not_judged() throws Exception {
    start();
    Path script = folder.resolve("growing.sh");
    for (int i = 0; i < 6; i++) {
      Files.writeString(script, "#!/bin/bash\nif\n");
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
    Files.writeString(script, "#!/bin/bash\nexit 0\n");
    until(() -> stateOf("growing.sh").equals(Optional.of(HealthState.HEALTHY)));
    assertThat(changes()).isEmpty();
  }

  @Test
  void what_was_pending_is_not_forgotten_by_a_restart() throws Exception {
    write("gpu.sh", "# jetpack: interval=1h\nexit 254");
    start();
    service.orElseThrow().runAllSoon();
    until(() -> actions.contains("request gpu.sh 1"));
    service.orElseThrow().close();
    int told = changes().size();
    start();
    until(() -> actions.contains("request gpu.sh 2"));
    assertThat(changes()).hasSize(told);
  }

  @Test
  void a_withdrawal_that_could_not_be_told_is_told_after_a_restart() throws Exception {
    write("gpu.sh", "exit 254");
    start();
    until(() -> actions.contains("request gpu.sh 1"));
    int permits = withdrawals.drainPermits();
    write("gpu.sh", "exit 0");
    until(() -> stateOf("gpu.sh").equals(Optional.of(HealthState.HEALTHY)));
    service.orElseThrow().close();
    assertThat(actions).containsExactly("request gpu.sh 1");
    withdrawals.release(permits);
    start();
    until(() -> actions.contains("withdraw gpu.sh: the check is healthy again"));
  }

  @Test
  void a_withdrawal_for_a_check_that_is_gone_is_told_after_a_restart() throws Exception {
    write("gpu.sh", "exit 254");
    start();
    until(() -> actions.contains("request gpu.sh 1"));
    int permits = withdrawals.drainPermits();
    Files.delete(folder.resolve("gpu.sh"));
    until(() -> status("gpu.sh").isEmpty());
    service.orElseThrow().close();
    withdrawals.release(permits);
    start();
    until(() -> actions.contains("withdraw gpu.sh: the check was removed"));
    until(() -> memory.saved.orElseThrow().withdrawals().isEmpty());
    service.orElseThrow().close();
    start();
    service.orElseThrow().close();
    assertThat(actions)
        .containsExactly("request gpu.sh 1", "withdraw gpu.sh: the check was removed");
  }

  @Test
  void every_run_is_counted_that_of_a_built_in_too() throws Exception {
    write("ok.sh", "exit 0");
    start();
    until(() -> finished.containsAll(List.of("ok.sh", "built_in")));
  }

  @Test
  void nobody_says_that_a_node_is_well_before_all_checks_have_run() throws Exception {
    write("slow.sh", "while [ ! -e " + home + "/go ]; do sleep 0.1; done");
    start();
    until(() -> stateOf("built_in").isPresent() && status("slow.sh").isPresent());
    assertThat(service.orElseThrow().state().label()).isEqualTo("waiting");
    assertThat(status("slow.sh").orElseThrow().label()).isEqualTo("waiting");
    Files.createFile(home.resolve("go"));
    until(() -> service.orElseThrow().state().label().equals("healthy"));
  }

  @Test
  void checks_that_hang_do_not_keep_the_others_from_running() throws Exception {
    for (int i = 0; i < 40; i++) {
      write("hangs%02d.sh".formatted(i), "sleep 600");
    }
    write("z.sh", "exit 0");
    start();
    until(() -> status("z.sh").map(CheckStatus::history).orElse(List.of()).size() >= 3);
  }
}
