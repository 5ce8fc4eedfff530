package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.CheckResult;
import io.jetpack.healthcheck.Doubt;
import io.jetpack.healthcheck.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * How a 254 has to be said before termination is requested.
 *
 * @param times how many times in a row, at least 1
 * @param apart what is said sooner than this after the time before does not count
 */
public record Confirmation(int times, Duration apart) {

  /** A silent 254 may be the shell's own; that one is not there again after a while. */
  private static final int TIMES_WHEN_SILENT = 2;

  /** Enough with the first time. */
  public static final Confirmation ONCE = new Confirmation(1, Duration.ZERO);

  public Confirmation {
    if (times < 1) {
      throw new IllegalArgumentException("a 254 is said at least once, not " + times);
    }
  }

  /**
   * What a script has to do: say it as often as its header wants, and twice at least when it says
   * no word.
   *
   * @param delay the time between runs that confirm a 254
   */
  public static Confirmation of(CheckResult result, Duration delay) {
    int wanted = result.check().settings().confirm();
    return result.doubt() == Doubt.SILENT
        ? new Confirmation(Math.max(wanted, TIMES_WHEN_SILENT), delay)
        : new Confirmation(wanted, Duration.ZERO);
  }

  /**
   * Why it is not heard the first time, as the end of a sentence; empty when its header says so.
   */
  String because() {
    return apart.isZero() ? "" : ", because it said no word";
  }

  /**
   * What the service would wait for after a run, for people; empty when it would request the
   * termination at once.
   *
   * @param delay the time between runs that confirm a 254
   */
  public static Optional<String> waitsFor(CheckResult result, Duration delay) {
    Confirmation wanted = of(result, delay);
    if (wanted.times() == 1) {
      return Optional.empty();
    }
    String because =
        wanted.times() == result.check().settings().confirm()
            ? "confirm=" + wanted.times()
            : "it said no word";
    return Optional.of(
        "%d times 254 in a row, %s apart (%s)"
            .formatted(wanted.times(), Durations.format(delay), because));
  }
}
