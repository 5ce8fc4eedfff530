package io.jetpack.cli.message.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: 1 s, twice as long each time, at most 60 s, with jitter.
 */
final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final RandomGenerator random;
  private Duration next = FIRST;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** The next wait: between half of it and all of it, so that nodes do not come in step. */
  Duration next() {
    Duration full = next;
    Duration doubled = full.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return Duration.ofNanos(random.nextLong(full.toNanos() / 2, full.toNanos() + 1));
  }

  void reset() {
    next = FIRST;
  }
}
