package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.healthcheck.keepalive.HoldFile;
import io.jetpack.cli.healthcheck.metrics.HealthMetrics;
import io.jetpack.cli.message.Brokers;
import io.jetpack.cli.message.MessageData;
import io.jetpack.cli.message.Messenger;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.Settings;
import io.jetpack.cli.node.tree.NodeFile;
import io.jetpack.healthcheck.CheckDirectory;
import io.jetpack.healthcheck.CheckRunner;
import io.jetpack.healthcheck.CheckSettings;
import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.scratch.ScratchPlaces;
import io.jetpack.healthcheck.service.CheckStatus;
import io.jetpack.healthcheck.service.HealthService;
import io.jetpack.healthcheck.service.RunResult;
import io.jetpack.healthcheck.service.ServiceParts;
import io.jetpack.healthcheck.service.ServiceState;
import io.jetpack.healthcheck.service.TerminationAction;
import io.jetpack.runner.ScriptRunners;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The service with all that it needs, from one reading of the settings to the next. */
final class RunningService implements AutoCloseable {

  /** How long the last messages have to reach the broker; a service has 5 s to end. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private static final Duration STUCK_AFTER = Duration.ofSeconds(10);

  private final ServiceLog log;
  private final ScriptRunners runners;
  private final SystemdNotify systemd;
  private final Heartbeat heartbeat;
  private final HealthMetrics metrics;
  private final HealthService service;
  private final Messenger messenger;
  private final RunNow runNow;
  private final Map<String, Long> missed = new HashMap<>();
  private boolean textfileFails;

  private RunningService(
      CommandContext context, Settings settings, ServiceLog log, SystemdNotify systemd) {
    this.log = log;
    this.runners = CheckRunners.load(context, settings.runners().forLong());
    this.systemd = systemd;
    this.heartbeat = new Heartbeat(systemd);
    this.metrics = metrics(settings.metrics());
    Home home = context.home();
    this.runNow = new RunNow(home.run().resolve("check_now"));
    ClusterEvents events = new ClusterEvents(new EventLog(log), this::tell);
    TerminationAction action = Actions.create(context, settings, events, runners);
    // the last step that can fail, so that its threads are never left behind
    this.messenger = Messenger.start(context, settings, new MessageLog(log), LAST_WORDS);
    CheckSettings defaults = CheckSettings.DEFAULTS.withTimeLimit(settings.timeLimit());
    this.service =
        new HealthService(
            new ServiceParts(
                NodeName.find(context.environment()),
                home.directory(),
                home.checks(),
                new CheckDirectory(runners, defaults),
                new CheckRunner(
                    runners,
                    settings.limits(),
                    CheckEnvironment.of(context),
                    ScratchPlaces.of(context.environment(), home.run())),
                BuiltIns.of(home),
                new HoldFile(home),
                events,
                action,
                new StateFile(home, log::error),
                InstantSource.system(),
                this::count,
                heartbeat),
            settings.plan());
  }

  static RunningService start(
      CommandContext context, Settings settings, ServiceLog log, SystemdNotify systemd) {
    RunningService running = new RunningService(context, settings, log, systemd);
    new NodeFile(context.home().nodeFile()).warning().ifPresent(log::warn);
    running.service.start();
    return running;
  }

  /**
   * Looks whether a service could be made of these settings.
   *
   * @throws io.jetpack.cli.CommandFailure when not
   */
  static void check(CommandContext context, Settings settings) {
    try (ScriptRunners none = ScriptRunners.load(settings.runners())) {
      var _ = Actions.create(context, settings, event -> {}, none);
      var _ = Brokers.find(context, settings);
    }
  }

  private void tell(MessageData data) {
    messenger.tell(data);
  }

  private HealthMetrics metrics(Settings.Metrics wanted) {
    OptionalInt port = wanted.port() == 0 ? OptionalInt.empty() : OptionalInt.of(wanted.port());
    HealthMetrics.Sources sources =
        new HealthMetrics.Sources(
            runners::warmInterpreters,
            () -> messenger.length(),
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
      service.runAllSoon();
    }
  }

  /** Brings the metrics and what systemd shows up to date. To be called every few seconds. */
  void upkeep() {
    boolean counts = !metrics.equals(HealthMetrics.NONE);
    if (!counts && !systemd.isOn()) {
      return;
    }
    ServiceState state = service.state();
    systemd.status(summary(state));
    if (counts) {
      count(state);
    }
  }

  private void count(ServiceState state) {
    metrics.held(state.hold().holds());
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
    return "%s: %d healthy, %d unknown, %d ask for termination%s%s"
        .formatted(
            state.label(),
            counts.getOrDefault(HealthState.HEALTHY.label(), 0),
            counts.getOrDefault(HealthState.UNKNOWN.label(), 0),
            counts.getOrDefault(HealthState.TERMINATE.label(), 0),
            waiting == 0 ? "" : ", " + waiting + " wait for their first run",
            state.hold().holds() ? "; held" : "");
  }

  @Override
  public void close() {
    service.close();
    messenger.close();
    runners.close();
    metrics.close();
  }
}
