package io.jetpack.cli.healthcheck.keepalive;

import io.jetpack.cli.node.Moment;
import io.jetpack.cli.node.Uptime;
import io.jetpack.healthcheck.hold.Hold;
import io.jetpack.healthcheck.hold.HoldReading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A hold as it is kept: its end is known by both clocks.
 *
 * <p>In the boot in which it was taken, the uptime alone says when it is over, since the wall clock
 * may be set meanwhile, either way. After a reboot the wall clock is all that there is.
 *
 * @param hold as it was taken
 * @param end when it is over, by the uptime; empty for an endless hold, and where no uptime is told
 */
record StoredHold(Hold hold, Optional<Uptime> end) {

  /** What rounding to seconds may take from the time that is left: of now, then, and the length. */
  private static final int ROUNDING_SECONDS = 2;

  /** How far apart rounding puts the two ends of a hold while nobody sets the wall clock. */
  private static final Duration SAME = Duration.ofSeconds(ROUNDING_SECONDS + 1);

  /**
   * A hold from now on.
   *
   * @param duration empty for an endless one
   */
  static StoredHold from(Moment now, Optional<Duration> duration, String by, String reason) {
    return new StoredHold(
        new Hold(duration.map(now.wall()::plus), now.wall(), by, reason),
        duration.flatMap(length -> now.uptime().map(uptime -> end(uptime, length))));
  }

  /** Rounded so that a hold is never shorter than was asked for. */
  private static Uptime end(Uptime now, Duration duration) {
    return new Uptime(now.bootId(), now.seconds() + duration.toSeconds() + ROUNDING_SECONDS);
  }

  /** What it is worth now; its times are told by the wall clock as that is now. */
  HoldReading at(Moment now) {
    if (hold.until().isEmpty()) {
      return new HoldReading.Held(hold);
    }
    Instant stored = hold.until().get();
    Instant until = until(stored, now);
    if (!until.isAfter(now.wall())) {
      return new HoldReading.Free();
    }
    Instant since = hold.since().plus(Duration.between(stored, until));
    return new HoldReading.Held(new Hold(Optional.of(until), since, hold.by(), hold.reason()));
  }

  private Instant until(Instant stored, Moment now) {
    Optional<Long> left =
        now.uptime()
            .flatMap(uptime ->
                end.filter(other -> other.bootId().equals(uptime.bootId()))
                    .map(other -> other.seconds() - uptime.seconds()));
    if (left.isEmpty()) {
      return stored;
    }
    Instant byUptime = now.wall().plusSeconds(left.get());
    boolean set = Duration.between(stored, byUptime).abs().compareTo(SAME) > 0;
    return set ? byUptime : stored;
  }
}
