package io.jetpack.cli.node.settings;

import io.jetpack.healthcheck.CheckRunner;
import io.jetpack.healthcheck.service.ServicePlan;
import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an operator can choose about scripts, their checks, and what follows from them. */
final class CheckKnobs {

  static final Knob<List<String>> BATCH_COMMAND =
      new Knob<>(
          "runner.batch_command",
          List.of(),
          new KnobForm.CommandWords(),
          "The command line that runs batch files, to which a file's path is appended. Empty:"
              + " cmd.exe on Windows, and elsewhere batch files can not run. With Wine:"
              + " [\"wine\", \"cmd.exe\", \"/d\", \"/c\"].");

  static final Knob<Integer> WARM_CONTEXTS =
      new Knob<>(
          "runner.warm_contexts",
          RunnerSettings.DEFAULT_WARM_CONTEXTS,
          new KnobForm.WholeNumber(1, 10_000),
          "How many idle Python interpreters are kept ready for the next runs at most; all Python"
              + " checks share them. One costs 6 to 10 MB of memory; the least recently used goes"
              + " first.");

  static final Knob<Integer> PARALLEL =
      new Knob<>(
          "healthcheck.parallel",
          CheckRunner.DEFAULT_PARALLELISM,
          new KnobForm.WholeNumber(1, 256),
          "How many checks run at once.");

  static final Knob<Duration> TIMEOUT =
      new Knob<>(
          "healthcheck.timeout",
          ScriptRequest.DEFAULT_TIME_LIMIT,
          new KnobForm.Time(),
          "How long a check may run that says nothing about it ('# jetpack: timeout=20s').");

  static final Knob<Integer> OUTPUT_LIMIT_BYTES =
      new Knob<>(
          "healthcheck.output_limit_bytes",
          ScriptRequest.DEFAULT_OUTPUT_LIMIT_BYTES,
          new KnobForm.WholeNumber(0, 64 * 1024 * 1024),
          "How many bytes are kept of what a check writes to stdout, and as many of stderr. Of more"
              + " than that, the beginning and the end are kept.");

  static final Knob<Duration> KILL_GRACE =
      new Knob<>(
          "healthcheck.kill_grace",
          ScriptRequest.DEFAULT_KILL_GRACE,
          new KnobForm.Time(),
          "How long a check that is ended has between SIGTERM and SIGKILL.");

  static final Knob<Duration> INTERVAL =
      new Knob<>(
          "healthcheck.interval",
          ServicePlan.DEFAULTS.interval(),
          new KnobForm.Time(),
          "The time between two runs of a check that says nothing about it ('# jetpack:"
              + " interval=1m'); 5m on Windows. The variable INTERVAL of the system unit, in"
              + " minutes, holds where this is not set.");

  static final Knob<Duration> CONFIRM_DELAY =
      new Knob<>(
          "healthcheck.confirm_delay",
          ServicePlan.DEFAULTS.confirmDelay(),
          new KnobForm.Time(),
          "How long after a 254 a check runs again that has to say so several times ('# jetpack:"
              + " confirm=3').");

  static final Knob<Duration> REMINDER =
      new Knob<>(
          "healthcheck.reminder",
          ServicePlan.DEFAULTS.reminder(),
          new KnobForm.Time(),
          "How long after an event about a check the next one follows, while nothing changes.");

  static final Knob<Boolean> STRICT_PERMISSIONS =
      new Knob<>(
          "healthcheck.strict_permissions",
          ServicePlan.DEFAULTS.strictPermissions(),
          new KnobForm.Switch(),
          "Whether scripts are refused that others than root may change, or a folder above them."
              + " Otherwise there is a warning.");

  static final Knob<String> ACTION =
      new Knob<>(
          "termination.action",
          "request",
          new KnobForm.Name(),
          "What is done when a check says 254 and nothing holds the node: 'request' asks the"
              + " cluster's server, 'command' runs termination.command, 'none' only says what it"
              + " would do.");

  static final Knob<List<String>> COMMAND =
      new Knob<>(
          "termination.command",
          List.of(),
          new KnobForm.CommandWords(),
          "The command line that is run with JETPACK_TERMINATION (requested or withdrawn),"
              + " JETPACK_CHECK, JETPACK_REASON, JETPACK_ATTEMPT and JETPACK_REQUESTED_AT in its"
              + " environment. It has 2 minutes.");

  static final Knob<Integer> METRICS_PORT =
      new Knob<>(
          "metrics.port",
          0,
          new KnobForm.WholeNumber(0, 65_535),
          "The port on the loopback address where the service shows /metrics (OpenMetrics) and"
              + " /healthz. 0: nowhere.");

  static final Knob<Optional<Path>> METRICS_FILE =
      new Knob<>(
          "metrics.file",
          Optional.empty(),
          new KnobForm.MetricsFile(),
          "The file that the service writes the metrics to, for node_exporter's textfile collector;"
              + " it ends in .prom. Empty: none.");

  private CheckKnobs() {}
}
