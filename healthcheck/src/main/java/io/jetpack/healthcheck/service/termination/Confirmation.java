package io.jetpack.healthcheck.service.termination;

import io.jetpack.healthcheck.CheckResult;
import io.jetpack.healthcheck.Doubt;
import io.jetpack.healthcheck.builtin.BuiltIn;
import io.jetpack.text.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * How a 254 has to be said before termination is requested.
 *
 * @param times how many times in a row, at least 1
 * @param apart what is said sooner than this after the time before does not count
 * @param because why it is not heard the first time, as the end of a sentence; empty when the
 *     script's header says so
 */
public record Confirmation(int times, Duration apart, String because) {

  /** A silent 254 may be the shell's own; that one is not there again after a while. */
  private static final int TIMES_WHEN_SILENT = 2;

  private static final int TIMES_WHEN_BUILT_IN = 2;

  /** Of what does not say 254. */
  public static final Confirmation NONE_NEEDED = new Confirmation(1, Duration.ZERO, "");

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
        ? new Confirmation(Math.max(wanted, TIMES_WHEN_SILENT), delay, ", because it said no word")
        : new Confirmation(wanted, Duration.ZERO, "");
  }

  /**
   * What a built-in check has to do: say it twice, and as far apart as it wants.
   *
   * @param delay the time between runs that confirm a 254
   */
  public static Confirmation of(BuiltIn builtIn, Duration delay) {
    return new Confirmation(
        TIMES_WHEN_BUILT_IN,
        delay.multipliedBy(builtIn.confirmationsApart()),
        ", because a clock may be wrong");
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
