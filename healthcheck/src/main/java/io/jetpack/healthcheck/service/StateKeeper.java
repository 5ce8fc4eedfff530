package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.service.event.HealthEvent;
import io.jetpack.healthcheck.service.event.HealthEvents;
import io.jetpack.healthcheck.service.state.ServiceState;
import io.jetpack.healthcheck.service.state.StateStore;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Writes the state down: at once what must not be forgotten, and soon what is nice to know. A disk
 * that can not be written is told once. Safe for use by many threads.
 */
final class StateKeeper {

  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(20);

  /** Thousands of checks are a long text, which is written less often. */
  private static final int REST_SHARE = 20;

  private final StateStore store;
  private final Supplier<ServiceState> state;
  private final HealthEvents events;
  private final Object marks = new Object();
  private boolean dirty;
  private boolean urgent;
  private long savedAt = System.nanoTime();
  private long took;
  private boolean fails;

  /**
   * @param state what is to be written; is called without a lock of this class
   */
  StateKeeper(StateStore store, Supplier<ServiceState> state, HealthEvents events) {
    this.store = store;
    this.state = state;
    this.events = events;
  }

  /** Something changed. */
  void changed() {
    synchronized (marks) {
      dirty = true;
    }
  }

  /** Something changed that people wait for. */
  void changedMuch() {
    synchronized (marks) {
      dirty = true;
      urgent = true;
    }
  }

  /** Writes it down when something changed. */
  void saveWhenNeeded() {
    synchronized (marks) {
      long rest = took * REST_SHARE;
      long pause = urgent ? rest : Math.max(AT_MOST_EVERY.toNanos(), rest);
      if (!dirty || System.nanoTime() - savedAt < pause) {
        return;
      }
    }
    save();
  }

  /** Writes it down; on return it is on the disk, or it was told why not. */
  synchronized void save() {
    long start = System.nanoTime();
    synchronized (marks) {
      dirty = false;
      urgent = false;
    }
    try {
      store.save(state.get());
      if (fails) {
        fails = false;
        events.publish(new HealthEvent.Note("the state of the checks is written down again"));
      }
    } catch (IOException e) {
      changed();
      if (!fails) {
        fails = true;
        events.publish(
            new HealthEvent.Trouble(
                "the state of the checks can not be written down: " + IoReason.withFile(e)));
      }
    }
    synchronized (marks) {
      savedAt = System.nanoTime();
      took = savedAt - start;
    }
  }
}
