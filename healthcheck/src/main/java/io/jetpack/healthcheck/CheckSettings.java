package io.jetpack.healthcheck;

import io.jetpack.runner.ScriptRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * What a check may say about itself in its header, {@code # jetpack: interval=1m timeout=20s}.
 *
 * @param interval the time between two runs; empty where the agent's own interval holds
 * @param timeLimit after this a run is ended
 * @param confirm how many times in a row the check must ask for termination, at least 1
 * @param runtime the runner that the check asks for; empty where its file decides
 * @param keepDaemons whether what the check starts may outlive it
 */
public record CheckSettings(
    Optional<Duration> interval,
    Duration timeLimit,
    int confirm,
    Optional<String> runtime,
    boolean keepDaemons) {

  /** What holds where neither a check nor its operator says anything. */
  public static final CheckSettings DEFAULTS =
      new CheckSettings(
          Optional.empty(), ScriptRequest.DEFAULT_TIME_LIMIT, 1, Optional.empty(), false);

  public CheckSettings {
    if (confirm < 1) {
      throw new IllegalArgumentException("confirm must be at least 1, not " + confirm);
    }
  }

  CheckSettings withInterval(Duration changed) {
    return new CheckSettings(Optional.of(changed), timeLimit, confirm, runtime, keepDaemons);
  }

  /** The same settings with another time limit. */
  public CheckSettings withTimeLimit(Duration changed) {
    return new CheckSettings(interval, changed, confirm, runtime, keepDaemons);
  }

  CheckSettings withConfirm(int changed) {
    return new CheckSettings(interval, timeLimit, changed, runtime, keepDaemons);
  }

  CheckSettings withRuntime(String changed) {
    return new CheckSettings(interval, timeLimit, confirm, Optional.of(changed), keepDaemons);
  }

  CheckSettings withKeepDaemons() {
    return new CheckSettings(interval, timeLimit, confirm, runtime, true);
  }
}
