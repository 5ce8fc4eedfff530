package io.jetpack.cli.node;

import io.jetpack.healthcheck.CheckRunner;
import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptRequest;
import java.time.Duration;
import java.util.List;

/** Everything that an operator can choose. */
final class Knobs {

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

  static final List<Knob<?>> ALL =
      List.of(BATCH_COMMAND, WARM_CONTEXTS, PARALLEL, TIMEOUT, OUTPUT_LIMIT_BYTES, KILL_GRACE);

  private Knobs() {}
}
