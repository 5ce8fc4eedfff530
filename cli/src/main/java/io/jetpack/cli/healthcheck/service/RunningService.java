package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.healthcheck.keepalive.HoldFile;
import io.jetpack.cli.healthcheck.metrics.HealthMetrics;
import io.jetpack.cli.healthcheck.service.log.EventLog;
import io.jetpack.cli.healthcheck.service.log.MessageLog;
import io.jetpack.cli.healthcheck.service.log.ServiceLog;
import io.jetpack.cli.healthcheck.service.state.StateFile;
import io.jetpack.cli.message.Brokers;
import io.jetpack.cli.message.MessageData;
import io.jetpack.cli.message.Messenger;
import io.jetpack.cli.message.broker.Broker;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.MachineId;
import io.jetpack.cli.node.settings.Settings;
import io.jetpack.cli.node.tree.NodeFile;
import io.jetpack.healthcheck.CheckDirectory;
import io.jetpack.healthcheck.CheckRunner;
import io.jetpack.healthcheck.CheckSettings;
import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.scratch.ScratchPlaces;
import io.jetpack.healthcheck.service.HealthService;
import io.jetpack.healthcheck.service.LastResort;
import io.jetpack.healthcheck.service.Mishaps;
import io.jetpack.healthcheck.service.ServiceParts;
import io.jetpack.healthcheck.service.event.RunResult;
import io.jetpack.healthcheck.service.state.CheckStatus;
import io.jetpack.healthcheck.service.state.ServiceState;
import io.jetpack.healthcheck.service.state.SettingsHealth;
import io.jetpack.healthcheck.service.termination.TerminationAction;
import io.jetpack.runner.ScriptRunners;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The service with all that it needs, from one reading of the settings to the next. It is made
 * before the one before it ends, so that settings with which it cannot be made end nothing, and
 * started afterwards.
 */
final class RunningService implements Succession.Running {

  /** How long the last messages have to reach the broker; a service has 5 s to end. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private static final Duration STUCK_AFTER = Duration.ofSeconds(10);

  private final ServiceLog log;
  private final ScriptRunners runners;
  private final SystemdNotify systemd;
  private final Heartbeat heartbeat;
  private final Mishaps mishaps;
  private final CommandContext context;
  private final Settings settings;
  private final SettingsHealth health;
  private final ClusterEvents events;
  private final TerminationAction action;
  private final RunNow runNow;
  private final Map<String, Long> missed = new HashMap<>();
  private HealthMetrics metrics = HealthMetrics.NONE;
  private Optional<Messenger> messenger = Optional.empty();
  private Optional<HealthService> service = Optional.empty();
  private boolean textfileFails;

  /**
   * Makes it; nothing runs yet.
   *
   * @throws io.jetpack.cli.CommandFailure when a setting does not fit what the program offers
   */
  RunningService(
      CommandContext context,
      Settings settings,
      SettingsHealth health,
      ServiceLog log,
      SystemdNotify systemd,
      LastResort lastResort) {
    this.context = context;
    this.settings = settings;
    this.health = health;
    this.log = log;
    this.systemd = systemd;
    this.heartbeat = new Heartbeat(systemd);
    this.runNow = new RunNow(context.home().run().resolve("check_now"));
    this.events = new ClusterEvents(new EventLog(log), this::tell);
    this.mishaps = new Mishaps(events, lastResort);
    this.runners = CheckRunners.load(context, settings.runners().forLong());
    try {
      this.action = Actions.create(context, settings, events, runners);
      Optional<Broker> _ = Brokers.find(context, settings);
    } catch (RuntimeException | Error e) {
      runners.close();
      throw e;
    }
  }

  /**
   * Why a service cannot be made of settings that read well; empty when it can. A plugin that fails
   * is such a reason, too.
   */
  static Optional<String> fault(CommandContext context, Settings settings) {
    try (ScriptRunners none = context.runners(settings.runners())) {
      TerminationAction _ = Actions.create(context, settings, event -> {}, none);
      Optional<Broker> _ = Brokers.find(context, settings);
      return Optional.empty();
    } catch (CommandFailure e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException | LinkageError e) {
      return Optional.of(
          "what offers 'termination.action' '%s' or the broker failed: %s"
              .formatted(settings.action(), e));
    }
  }

  /** Where whatever fails in a thread of the service is told. */
  Mishaps mishaps() {
    return mishaps;
  }

  /** What it was made of. */
  Settings settings() {
    return settings;
  }

  @Override
  public void start() {
    Home home = context.home();
    messenger =
        Optional.of(
            Messenger.start(context, settings, new MessageLog(log, mishaps::happened), LAST_WORDS));
    metrics = metrics(settings.metrics());
    CheckSettings defaults = CheckSettings.DEFAULTS.withTimeLimit(settings.timeLimit());
    HealthService started =
        new HealthService(
            new ServiceParts(
                MachineId.find(context.environment()).map(MachineId::text).orElse("node"),
                home.directory(),
                home.checks(),
                new CheckDirectory(runners, defaults),
                new CheckRunner(
                    runners,
                    settings.limits(),
                    CheckEnvironment.of(context),
                    ScratchPlaces.of(context.environment(), home.run())),
                BuiltIns.of(context, health),
                new HoldFile(home),
                health,
                events,
                action,
                new StateFile(home, log::error),
                InstantSource.system(),
                this::count,
                heartbeat,
                mishaps),
            settings.plan());
    service = Optional.of(started);
    new NodeFile(home.nodeFile()).warning().ifPresent(log::warn);
    started.start();
  }

  private void tell(MessageData data) {
    messenger.ifPresent(open -> open.tell(data));
  }

  private HealthMetrics metrics(Settings.Metrics wanted) {
    OptionalInt port = wanted.port() == 0 ? OptionalInt.empty() : OptionalInt.of(wanted.port());
    HealthMetrics.Sources sources =
        new HealthMetrics.Sources(
            runners::warmInterpreters,
            () -> messenger.map(Messenger::length).orElse(0),
            () -> heartbeat.isAlive(STUCK_AFTER));
    try {
      return HealthMetrics.open(new HealthMetrics.Exports(port, wanted.file()), sources);
    } catch (IOException e) {
      log.error("there is no metrics endpoint: " + e.getMessage());
    }
    try {
      return HealthMetrics.open(
          new HealthMetrics.Exports(OptionalInt.empty(), wanted.file()), sources);
    } catch (IOException e) {
      log.error("there are no metrics: " + e.getMessage());
      return HealthMetrics.NONE;
    }
  }

  private void count(String check, RunResult result, Duration late) {
    metrics.finished(
        check, result.duration(), late, result.cpuTime(), result.isTimedOut(), result.strays());
    metrics.state(check, Optional.of(result.state()));
  }

  /** Runs all checks when somebody has asked for that. To be called every few seconds. */
  void runWhenAsked() {
    if (runNow.isAskedFor()) {
      log.info("all checks run now, since '%s' was touched".formatted(runNow));
      service.ifPresent(HealthService::runAllSoon);
    }
  }

  /** Brings the metrics and what systemd shows up to date. To be called every few seconds. */
  void upkeep() {
    boolean counts = !metrics.equals(HealthMetrics.NONE);
    if (!counts && !systemd.isOn()) {
      return;
    }
    service
        .map(HealthService::state)
        .ifPresent(state -> {
          systemd.status(summary(state));
          if (counts) {
            count(state);
          }
        });
  }

  private void count(ServiceState state) {
    metrics.held(state.hold().holds());
    metrics.settingsReadable(health.problems().isEmpty());
    Map<String, Long> now = new HashMap<>();
    for (CheckStatus check : state.checks()) {
      long before = missed.getOrDefault(check.name(), 0L);
      for (long i = before; i < check.missedTicks(); i++) {
        metrics.missedTick(check.name());
      }
      metrics.state(check.name(), check.state());
      now.put(check.name(), check.missedTicks());
    }
    missed.keySet().stream().filter(name -> !now.containsKey(name)).forEach(metrics::removed);
    missed.clear();
    missed.putAll(now);
    writeTextfile();
  }

  private void writeTextfile() {
    try {
      metrics.writeTextfile();
      textfileFails = false;
    } catch (IOException e) {
      if (!textfileFails) {
        textfileFails = true;
        log.error("the metrics file is not written: " + e.getMessage());
      }
    }
  }

  /** The node's health in one line. */
  static String summary(ServiceState state) {
    Map<String, Integer> counts = new HashMap<>();
    state.checks().forEach(check -> counts.merge(check.label(), 1, Integer::sum));
    int waiting = counts.getOrDefault(CheckStatus.WAITING, 0);
    return "%s: %d healthy, %d unknown, %d ask for termination%s%s%s"
        .formatted(
            state.label(),
            counts.getOrDefault(HealthState.HEALTHY.label(), 0),
            counts.getOrDefault(HealthState.UNKNOWN.label(), 0),
            counts.getOrDefault(HealthState.TERMINATE.label(), 0),
            waiting == 0 ? "" : ", " + waiting + " wait for their first run",
            state.hold().holds() ? "; held" : "",
            state.settings().stream()
                .map(problem -> "; " + problem.summary())
                .collect(Collectors.joining()));
  }

  @Override
  public void close() {
    service.ifPresent(HealthService::close);
    // closed again, it would write an older state over a newer one
    service = Optional.empty();
    messenger.ifPresent(Messenger::close);
    runners.close();
    metrics.close();
  }
}
