package io.jetpack.cli.message;

import java.time.Duration;

/**
 * When the outbox is looked at: at once when somebody says that there may be something new, seldom
 * by itself, and in a full folder never for more than a small part of the time. Times are those of
 * {@link System#nanoTime}. Used by one thread, except for {@link #watched}.
 */
final class LookTimes {

  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final Duration AGAIN_WATCHED = Duration.ofMinutes(1);

  /** A look into a full folder is not repeated before this many times its own duration. */
  private static final int PAUSE_PER_LOOK = 10;

  private boolean nudged = true;
  private volatile boolean watched;
  private long next;
  private long earliest;

  LookTimes(long now) {
    next = now;
    earliest = now;
  }

  /** There may be something new. */
  void nudge() {
    nudged = true;
  }

  /** Whether somebody says it when something new comes. */
  void watched(boolean now) {
    watched = now;
  }

  /** The next look is due, whatever it costs. */
  void now(long now) {
    next = now;
  }

  boolean isDue(long now) {
    return now - next >= 0 || nudged && now - earliest >= 0;
  }

  /** A look was taken. */
  void looked(long from, long to) {
    nudged = false;
    long pause = PAUSE_PER_LOOK * (to - from);
    next = from + Math.max((watched ? AGAIN_WATCHED : AGAIN).toNanos(), pause);
    earliest = from + pause;
  }

  /** How long it is until the next one, not less than 0. */
  long untilNext(long now) {
    return Math.max(0, (nudged ? Math.min(earliest, next) : next) - now);
  }
}
