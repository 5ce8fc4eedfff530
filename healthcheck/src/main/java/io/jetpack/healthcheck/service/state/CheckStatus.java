package io.jetpack.healthcheck.service.state;

import io.jetpack.healthcheck.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known about a check.
 *
 * @param name that of its file, or of the built-in
 * @param path its file; empty for a built-in
 * @param runtime the runner, or {@value #BUILT_IN}
 * @param interval the time between two runs
 * @param last what its last run said; empty before the first one
 * @param nextRun when the next one is expected
 * @param missedTicks how many turns were dropped because the run before was not over
 * @param request what was asked for on its behalf and not withdrawn
 * @param waits why nothing more is asked for on its behalf, though it says 254
 * @param history its last runs, the newest first
 */
public record CheckStatus(
    String name,
    Optional<String> path,
    String runtime,
    Duration interval,
    Optional<LastRun> last,
    Optional<Instant> nextRun,
    long missedTicks,
    Optional<PendingRequest> request,
    Optional<String> waits,
    List<PastRun> history) {

  /** How many earlier runs are kept. */
  public static final int HISTORY = 10;

  /** What a check, or a node, is before anything is known of it. */
  public static final String WAITING = "waiting";

  /** The name of the runtime of built-ins. */
  public static final String BUILT_IN = "built-in";

  public CheckStatus {
    history = List.copyOf(history);
  }

  public static CheckStatus fresh(
      String name, Optional<String> path, String runtime, Duration interval) {
    return new CheckStatus(
        name,
        path,
        runtime,
        interval,
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  public CheckStatus with(Optional<String> newPath, String newRuntime, Duration newInterval) {
    return new CheckStatus(
        name,
        newPath,
        newRuntime,
        newInterval,
        last,
        nextRun,
        missedTicks,
        request,
        waits,
        history);
  }

  public CheckStatus with(LastRun newLast, List<PastRun> newHistory) {
    return new CheckStatus(
        name,
        path,
        runtime,
        interval,
        Optional.of(newLast),
        nextRun,
        missedTicks,
        request,
        waits,
        newHistory);
  }

  /** The same with what only the service's other parts know. */
  public CheckStatus with(
      Instant next, long missed, Optional<PendingRequest> pending, Optional<String> why) {
    return new CheckStatus(
        name, path, runtime, interval, last, Optional.of(next), missed, pending, why, history);
  }

  /** What it said last; empty before its first run. */
  public Optional<HealthState> state() {
    return last.map(LastRun::state);
  }

  /** Its state in tables and JSON: {@value #WAITING} before its first run. */
  public String label() {
    return state().map(HealthState::label).orElse(WAITING);
  }

  /** Whether the last result is older than two intervals. */
  public boolean isStale(Instant now) {
    return last.map(
            run -> run.at().isBefore(now.minus(interval.multipliedBy(2)).minus(run.duration())))
        .orElse(false);
  }
}
