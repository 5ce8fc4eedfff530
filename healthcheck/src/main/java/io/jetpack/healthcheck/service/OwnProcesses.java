package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.CheckDirectory;
import io.jetpack.healthcheck.CheckResult;
import io.jetpack.healthcheck.Ending;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which scripts run as processes of their own because they have used up the memory that the agent
 * shares with them, twice. An edited script, and a new service, try it anew. Safe for use by many
 * threads.
 */
final class OwnProcesses {

  private static final int ENOUGH = 2;

  /**
   * What a file did.
   *
   * @param file its stamp then
   */
  private record Past(FileStamp file, int times) {}

  private final Map<String, Past> pasts = new ConcurrentHashMap<>();

  /** The check as it is to be run. */
  Check placed(Check check, FileStamp file) {
    return isMoved(check, file) ? check.in(CheckDirectory.FALLBACK_RUNTIME) : check;
  }

  private boolean isMoved(Check check, FileStamp file) {
    Past past = pasts.get(check.name());
    return past != null && past.times() >= ENOUGH && past.file().equals(file);
  }

  /**
   * Takes note of a run.
   *
   * @return what a person should know, as long as it is so
   */
  Optional<String> note(CheckResult result, FileStamp file) {
    Check check = result.check();
    if (result.ending() == Ending.OVER_MEMORY) {
      pasts.merge(
          check.name(),
          new Past(file, 1),
          (old, one) -> old.file().equals(file) ? new Past(file, old.times() + 1) : one);
    }
    return isMoved(check, file)
        ? Optional.of(
            "from now on it runs as a process, because it has used up the agent's memory %d times"
                .formatted(ENOUGH))
        : Optional.empty();
  }
}
