package io.jetpack.healthcheck;

import io.jetpack.runner.ScriptRequest;
import java.time.Duration;

/**
 * What holds for each run of a check, whatever its header says.
 *
 * @param outputLimitBytes how much of stdout, and as much of stderr, is kept
 * @param killGrace the time between SIGTERM and SIGKILL
 */
public record RunLimits(int outputLimitBytes, Duration killGrace) {

  public static final RunLimits DEFAULTS =
      new RunLimits(ScriptRequest.DEFAULT_OUTPUT_LIMIT_BYTES, ScriptRequest.DEFAULT_KILL_GRACE);
}
