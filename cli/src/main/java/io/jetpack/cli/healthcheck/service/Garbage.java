package io.jetpack.cli.healthcheck.service;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Gives back to the node what the service no longer uses. The JVM looks at old objects only when
 * there is no room for more, so what the start and the runs leave behind would count as its memory
 * for hours.
 *
 * <p>A collection takes 20 ms without Python and 100 ms with it, in which nothing else goes on. Not
 * thread-safe.
 */
final class Garbage {

  /** The start leaves most, and is over then. */
  static final Duration FIRST = Duration.ofMinutes(1);

  static final Duration EVERY = Duration.ofMinutes(10);

  private final LongSupplier nanoTime;
  private final Runnable collector;
  private long due;

  /**
   * @param nanoTime a clock that does not jump, in nanoseconds
   * @param collector collects what is no longer used
   */
  Garbage(LongSupplier nanoTime, Runnable collector) {
    this.nanoTime = nanoTime;
    this.collector = collector;
    this.due = nanoTime.getAsLong() + FIRST.toNanos();
  }

  /** To be called every few seconds. */
  void collectWhenDue() {
    long now = nanoTime.getAsLong();
    if (now - due >= 0) {
      due = now + EVERY.toNanos();
      collector.run();
    }
  }
}
