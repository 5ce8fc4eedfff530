package io.jetpack.healthcheck.builtin;

import io.jetpack.healthcheck.Ending;
import io.jetpack.healthcheck.Verdict;
import io.jetpack.text.Durations;
import java.time.Duration;

/**
 * Asks for the node's termination when it has not finished installing within a time of its launch,
 * or of its first converge when that was later: the guide's {@code cyclecloud.keepalive.timeout}.
 */
public final class ConvergeTimeout implements BuiltIn {

  /** The name by which people know it. */
  public static final String NAME = "converge_timeout";

  /** What the guide gives a node that says nothing about it: 14400 seconds. */
  public static final Duration DEFAULT_LIMIT = Duration.ofHours(4);

  /** So many confirmations make some minutes: by then a clock that was wrong at the boot is set. */
  private static final int CONFIRMATIONS_APART = 30;

  private final Convergence convergence;

  /**
   * @param convergence how far the installation is
   */
  public ConvergeTimeout(Convergence convergence) {
    this.convergence = convergence;
  }

  @Override
  public int confirmationsApart() {
    return CONFIRMATIONS_APART;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Verdict judge() {
    return switch (convergence.read()) {
      case ConvergeState.NotLaunched(), ConvergeState.Finished() -> new Verdict.Healthy();
      case ConvergeState.Broken(String reason) -> new Verdict.Unknown(Ending.NOT_STARTED, reason);
      case ConvergeState.Installing(String from, Duration elapsed, Duration limit) ->
          elapsed.compareTo(limit) > 0
              ? new Verdict.Terminate(
                  "the node has not finished installing within %s of %s"
                      .formatted(Durations.format(limit), from))
              : new Verdict.Healthy();
    };
  }
}
