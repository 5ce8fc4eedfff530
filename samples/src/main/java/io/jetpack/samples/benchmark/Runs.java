package io.jetpack.samples.benchmark;

import io.jetpack.runner.RunRecord;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunners;
import java.nio.file.Path;

/** Runs scripts as the agent does. */
final class Runs {

  static final String IN_PROCESS = "python";
  static final String AS_PROCESS = "process";

  private final ScriptRunners runners;
  private final Samples samples;

  Runs(ScriptRunners runners, Samples samples) {
    this.runners = runners;
    this.samples = samples;
  }

  Samples samples() {
    return samples;
  }

  /**
   * Runs a script once.
   *
   * @return what it used
   * @throws IllegalStateException when it did not end by itself: then its time means nothing
   */
  RunRecord run(String runner, Path script) throws InterruptedException {
    ScriptRequest request =
        ScriptRequest.of(script, samples.scratch()).withEnvironment(samples.environment());
    ScriptOutcome outcome = runners.run(runner, request);
    if (outcome instanceof ScriptOutcome.Exited) {
      return outcome.record();
    }
    throw new IllegalStateException("'%s' can not be measured: %s".formatted(script, outcome));
  }

  /** Runs a script once and returns how long that took the caller, in milliseconds. */
  double milliseconds(String runner, Path script) throws InterruptedException {
    long start = System.nanoTime();
    RunRecord ignored = run(runner, script);
    return (System.nanoTime() - start) / 1e6;
  }
}
