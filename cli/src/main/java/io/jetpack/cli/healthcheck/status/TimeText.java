package io.jetpack.cli.healthcheck.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Times as they are read at a glance: one number, one unit. */
final class TimeText {

  private TimeText() {}

  /** {@code 3m ago}; what a clock that was set back puts into the future is now. */
  static String ago(Instant then, Instant now) {
    Duration passed = Duration.between(then, now);
    return passed.toSeconds() < 1 ? "now" : rough(passed) + " ago";
  }

  /** {@code in 7m}; what is due already is now. */
  static String in(Instant then, Instant now) {
    Duration left = Duration.between(now, then);
    return left.toSeconds() < 1 ? "now" : "in " + rough(left);
  }

  /** {@code 12.34 s}. */
  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9);
  }

  private static String rough(Duration time) {
    if (time.toMinutes() < 1) {
      return time.toSeconds() + "s";
    }
    if (time.toHours() < 1) {
      return time.toMinutes() + "m";
    }
    return time.toDays() < 1 ? time.toHours() + "h" : time.toDays() + "d";
  }
}
