package io.jetpack.cli.message.delivery;

import java.time.Duration;

/**
 * When the outbox is looked at: at once when somebody says that there may be something new, seldom
 * by itself, and in a full folder never for more than a small part of the time. Times are those of
 * {@link System#nanoTime}. Used by one thread, except for {@link #watched}.
 */
final class LookTimes {

  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final Duration AGAIN_WATCHED = Duration.ofMinutes(1);

  /**
   * For how long a look into a full folder is not repeated, for each of its messages: about ten
   * times what it costs. Not what it took, which is long on a busy machine, too, when a single
   * request for termination is waiting.
   */
  private static final Duration PAUSE_PER_MESSAGE = Duration.ofNanos(50_000);

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

  /** A look was taken, and so many messages were seen. */
  void looked(long now, int messages) {
    nudged = false;
    long pause = PAUSE_PER_MESSAGE.multipliedBy(messages).toNanos();
    next = now + Math.max((watched ? AGAIN_WATCHED : AGAIN).toNanos(), pause);
    earliest = now + pause;
  }

  /** How long it is until the next one, not less than 0. */
  long untilNext(long now) {
    return Math.max(0, (nudged ? Math.min(earliest, next) : next) - now);
  }
}
