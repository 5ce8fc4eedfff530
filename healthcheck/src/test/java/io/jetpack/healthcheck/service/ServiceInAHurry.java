package io.jetpack.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.healthcheck.CheckDirectory;
import io.jetpack.healthcheck.CheckRunner;
import io.jetpack.healthcheck.CheckSettings;
import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.RunLimits;
import io.jetpack.healthcheck.Verdict;
import io.jetpack.healthcheck.builtin.BuiltIn;
import io.jetpack.healthcheck.builtin.ReadableSettings;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.healthcheck.scratch.ScratchPlaces;
import io.jetpack.healthcheck.service.event.HealthEvent;
import io.jetpack.healthcheck.service.schedule.Pulse;
import io.jetpack.healthcheck.service.state.CheckStatus;
import io.jetpack.healthcheck.service.state.PendingRequest;
import io.jetpack.healthcheck.service.state.ServiceState;
import io.jetpack.healthcheck.service.state.SettingsHealth;
import io.jetpack.healthcheck.service.state.SettingsProblem;
import io.jetpack.healthcheck.service.state.StateStore;
import io.jetpack.healthcheck.service.termination.ActionFailedException;
import io.jetpack.healthcheck.service.termination.TerminationAction;
import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptRunners;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service with real scripts, in a hurry. */
@Timeout(60)
abstract class ServiceInAHurry {

  private static final ServicePlan PLAN =
      new ServicePlan(Duration.ofMillis(300), 4, Duration.ofMillis(50), Duration.ofHours(1), false);

  final List<HealthEvent> events = new CopyOnWriteArrayList<>();
  final List<String> actions = new CopyOnWriteArrayList<>();
  private final ScriptRunners runners = ScriptRunners.load(RunnerSettings.defaults());
  final Semaphore requests = new Semaphore(1_000_000);
  final Semaphore withdrawals = new Semaphore(1_000_000);
  final Set<String> finished = ConcurrentHashMap.newKeySet();
  final Memory memory = new Memory();
  volatile HoldReading hold = new HoldReading.Free();
  volatile Verdict builtIn = new Verdict.Healthy();
  final FakeEnd lastResort = new FakeEnd();

  /** By what the built-in check fails instead. */
  volatile Optional<Error> builtInFailure = Optional.empty();

  /** Why the action cannot be begun; an empty text when it throws what it should not. */
  volatile Optional<String> refusal = Optional.empty();

  final Unread unread = new Unread();
  Optional<HealthService> service = Optional.empty();

  @TempDir Path home;
  Path folder = Path.of("");

  /** Settings that a test lets nobody read. */
  static final class Unread implements SettingsHealth {
    volatile List<SettingsProblem> problems = List.of();

    /** What is found only at the last moment. */
    volatile Supplier<Optional<String>> atLast = this::waits;

    void now(String reason) {
      problems =
          List.of(new SettingsProblem("jetpack.toml", reason, Instant.EPOCH, "the defaults"));
    }

    @Override
    public List<SettingsProblem> problems() {
      return problems;
    }

    @Override
    public Optional<String> waits() {
      return problems.stream().map(SettingsProblem::summary).findFirst();
    }

    @Override
    public Optional<String> lookAgain() {
      return atLast.get();
    }
  }

  /** Notes that the program should end, and goes on. */
  static final class FakeEnd implements LastResort {
    final List<String> ends = new CopyOnWriteArrayList<>();
    volatile Set<String> ranAtTheEnd = Set.of();

    @Override
    public void endProgram(Throwable why, Set<String> running) {
      ends.add(why.getMessage() + " " + running);
    }

    @Override
    public Set<String> ranAtTheEnd() {
      return ranAtTheEnd;
    }
  }

  static final class Memory implements StateStore {
    volatile Optional<ServiceState> saved = Optional.empty();

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

  void start() {
    TerminationAction action =
        new TerminationAction() {
          @Override
          public void requested(PendingRequest request)
              throws InterruptedException, ActionFailedException {
            requests.acquire();
            if (refusal.equals(Optional.of(""))) {
              throw new IllegalStateException("the action");
            }
            if (refusal.isPresent()) {
              throw new ActionFailedException(refusal.get());
            }
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
            builtInFailure.ifPresent(failure -> {
              throw failure;
            });
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
                new CheckRunner(
                    runners,
                    RunLimits.DEFAULTS,
                    Map.of("PATH", "/usr/bin:/bin"),
                    ScratchPlaces.of(Map.of(), Path.of("run"))),
                List.of(shutdown, new ReadableSettings(this::problems)),
                () -> hold,
                unread,
                events::add,
                action,
                memory,
                InstantSource.system(),
                (check, result, late) -> finished.add(check),
                Pulse.none(Duration.ofSeconds(1)),
                new Mishaps(events::add, lastResort)),
            PLAN);
    service = Optional.of(started);
    started.start();
  }

  private List<String> problems() {
    return unread.problems().stream().map(SettingsProblem::sentence).toList();
  }

  void write(String name, String text) throws Exception {
    Path temporary = Files.writeString(home.resolve(name), "#!/bin/bash\n" + text + "\n");
    Files.setLastModifiedTime(temporary, FileTime.from(Instant.now().minusSeconds(60)));
    Files.move(temporary, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  static void until(BooleanSupplier reached) {
    long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }

  Optional<CheckStatus> status(String name) {
    return service.orElseThrow().state().checks().stream()
        .filter(status -> status.name().equals(name))
        .findFirst();
  }

  Optional<HealthState> stateOf(String name) {
    return status(name).flatMap(CheckStatus::state);
  }

  List<HealthEvent.CheckChanged> changes() {
    return events.stream()
        .filter(HealthEvent.CheckChanged.class::isInstance)
        .map(HealthEvent.CheckChanged.class::cast)
        .toList();
  }
}
