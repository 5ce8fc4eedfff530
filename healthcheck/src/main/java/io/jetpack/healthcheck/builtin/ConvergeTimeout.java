package io.jetpack.healthcheck.builtin;

import io.jetpack.healthcheck.Durations;
import io.jetpack.healthcheck.Ending;
import io.jetpack.healthcheck.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Asks for the node's termination when it has not finished installing within a time of its launch:
 * the guide's {@code cyclecloud.keepalive.timeout}.
 */
public final class ConvergeTimeout implements BuiltIn {

  /** The name by which people know it. */
  public static final String NAME = "converge_timeout";

  /** What the guide gives a node that says nothing about it: 14400 seconds. */
  public static final Duration DEFAULT_LIMIT = Duration.ofHours(4);

  private final Convergence convergence;
  private final Clock clock;

  /**
   * @param convergence how far the installation is
   * @param clock tells how long it has been going on
   */
  public ConvergeTimeout(Convergence convergence, Clock clock) {
    this.convergence = convergence;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Verdict judge() {
    return judge(convergence.read(), clock.instant());
  }

  /** A pure function: the same state at the same time always gets the same verdict. */
  static Verdict judge(ConvergeState state, Instant now) {
    return switch (state) {
      case ConvergeState.NotLaunched(), ConvergeState.Finished() -> new Verdict.Healthy();
      case ConvergeState.Broken(String reason) -> new Verdict.Unknown(Ending.NOT_STARTED, reason);
      case ConvergeState.Installing(Instant launchedAt, Duration limit) ->
          Duration.between(launchedAt, now).compareTo(limit) > 0
              ? new Verdict.Terminate(
                  "the node has not finished installing within %s of its launch at %s"
                      .formatted(Durations.format(limit), launchedAt))
              : new Verdict.Healthy();
    };
  }
}
