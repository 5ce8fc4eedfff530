package io.jetpack.runner;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * How long a script is waited for. Time in which this program itself stood still does not count: it
 * was stopped, or its machine was, and so was the script, or nobody was there to see it end. Safe
 * for use by many threads.
 */
public final class TimeLimit {

  /** How often it looks whether it stood still. */
  private static final Duration SLICE = Duration.ofSeconds(1);

  /** A wait that takes longer by this is not just one on a busy machine. */
  private static final Duration LATE = Duration.ofMillis(500);

  private final long nanos;
  private final LongSupplier clock;

  /**
   * @param limit more than zero
   */
  public TimeLimit(Duration limit) {
    this(limit, System::nanoTime);
  }

  /**
   * @param clock in nanoseconds, never jumps but when the program stands still
   */
  TimeLimit(Duration limit, LongSupplier clock) {
    this.nanos = limit.toNanos();
    this.clock = clock;
  }

  /**
   * Waits for something.
   *
   * @return whether it was there in time
   * @throws ExecutionException when it was, and failed
   */
  public boolean await(Future<?> result) throws InterruptedException, ExecutionException {
    long left = nanos;
    while (left > 0) {
      long slice = Math.min(left, SLICE.toNanos());
      long start = clock.getAsLong();
      try {
        Object _ = result.get(slice, TimeUnit.NANOSECONDS);
        return true;
      } catch (TimeoutException e) {
        left -= Math.min(clock.getAsLong() - start, slice + LATE.toNanos());
      }
    }
    return result.isDone();
  }
}
