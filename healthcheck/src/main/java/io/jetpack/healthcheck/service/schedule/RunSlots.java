package io.jetpack.healthcheck.service.schedule;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how many checks run at once, first come, first served. A run that takes long gives its
 * place to the next one while it goes on, so that checks that hang do not keep the others from
 * running on time; the more wait, the sooner. Safe for use by many threads.
 */
final class RunSlots {

  /** After this time a run no longer counts: most likely it waits for something. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  /** So long a run has its place however many wait: most need no longer. */
  private static final Duration LEAST_PATIENCE = Duration.ofMillis(100);

  /** All who wait should have their turn within this time, even if nothing ever ends. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /** More than these go on beside the counted ones only when counted ones end. */
  private static final int MOST_OVERDUE = 256;

  /** A place among those who run. */
  final class Slot {
    private long since;
    private boolean overdue;
    private boolean released;

    private Slot() {}

    void release() {
      synchronized (RunSlots.this) {
        if (!released) {
          released = true;
          if (overdue) {
            overdueCount--;
          } else {
            taken.remove(this);
            places.release();
          }
        }
      }
    }
  }

  private final int parallel;
  private final Semaphore places;
  private final Runnable looksSoon;
  private final Set<Slot> taken = new LinkedHashSet<>();
  private int overdueCount;
  private int waiting;
  private long patience = PATIENCE.toNanos();

  /**
   * @param looksSoon is called when somebody waits, who needs {@link #freeOverdue} then
   */
  RunSlots(int parallel, Runnable looksSoon) {
    this.parallel = parallel;
    this.places = new Semaphore(parallel, true);
    this.looksSoon = looksSoon;
  }

  /**
   * Waits for a place.
   *
   * @param slow whether the run before took long: it needs no place where quick ones run
   */
  Slot take(boolean slow) throws InterruptedException {
    Slot slot = new Slot();
    synchronized (this) {
      if (slow && overdueCount < MOST_OVERDUE) {
        slot.overdue = true;
        overdueCount++;
        return slot;
      }
    }
    awaitPlace();
    synchronized (this) {
      slot.since = System.nanoTime();
      taken.add(slot);
    }
    return slot;
  }

  private void awaitPlace() throws InterruptedException {
    if (places.tryAcquire(0, TimeUnit.SECONDS)) {
      return; // behind those who wait already
    }
    synchronized (this) {
      waiting++;
    }
    looksSoon.run();
    try {
      places.acquire();
    } finally {
      synchronized (this) {
        waiting--;
      }
    }
  }

  /**
   * Gives the places of runs that take long to those who wait.
   *
   * @return after how many nanoseconds it has something to do again, as far as is known now
   */
  synchronized long freeOverdue(long now) {
    adjustPatience();
    int hopeful = waiting;
    Iterator<Slot> inOrder = taken.iterator();
    while (hopeful > 0 && inOrder.hasNext() && overdueCount < MOST_OVERDUE) {
      Slot slot = inOrder.next();
      long left = patience - (now - slot.since);
      if (left > 0) {
        return left; // in the order in which they began
      }
      inOrder.remove();
      slot.overdue = true;
      overdueCount++;
      places.release();
      hopeful--;
    }
    return waiting == 0 ? Long.MAX_VALUE : patience;
  }

  /** Once many have waited it stays short until nobody waits, so that the last ones gain too. */
  private void adjustPatience() {
    if (waiting == 0) {
      patience = PATIENCE.toNanos();
    } else {
      long fair = LONGEST_WAIT.toNanos() / waiting * parallel;
      patience = Math.clamp(fair, LEAST_PATIENCE.toNanos(), patience);
    }
  }
}
