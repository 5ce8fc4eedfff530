package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.hold.Hold;
import io.jetpack.healthcheck.hold.HoldReading;
import java.time.Duration;
import java.time.Instant;

/** Tells a hold that has changed from one that is only told a little differently. */
final class HoldChanges {

  private static final Duration SAME_MOMENT = Duration.ofSeconds(5);

  private HoldChanges() {}

  /**
   * Whether nobody did anything between two readings. When a hold begins and ends may be told with
   * small differences, since two clocks are asked for it, the more so after one of them was set.
   */
  static boolean isSame(HoldReading one, HoldReading other) {
    if (one instanceof HoldReading.Held(Hold a)
        && other instanceof HoldReading.Held(Hold b)
        && a.until().isPresent()
        && b.until().isPresent()) {
      return a.by().equals(b.by())
          && a.reason().equals(b.reason())
          && isSameMoment(a.since(), b.since())
          && isSameMoment(a.until().get(), b.until().get());
    }
    return one.equals(other);
  }

  private static boolean isSameMoment(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(SAME_MOMENT) < 0;
  }
}
