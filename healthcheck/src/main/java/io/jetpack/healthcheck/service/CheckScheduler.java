package io.jetpack.healthcheck.service;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Calls something for each name when it is due: one ticking thread, one virtual thread a run, a
 * bound on how many run at once, and never two runs of one name. Safe for use by many threads.
 */
final class CheckScheduler implements AutoCloseable {

  /** Does one run; is interrupted when the scheduler is closed. */
  @FunctionalInterface
  interface Run {
    /**
     * Does it.
     *
     * @param late how long after its turn it begins
     */
    void run(String name, Duration late) throws InterruptedException;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Schedule schedule = new Schedule(System.nanoTime());
  private final RunSlots slots;
  private final Set<String> slow = ConcurrentHashMap.newKeySet();
  private final Run run;
  private final Pulse pulse;
  private final Consumer<RuntimeException> bug;
  private final ExecutorService runs =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("check-", 1).factory());
  private final Thread ticker = Thread.ofPlatform().name("ticker").unstarted(this::tick);
  private volatile boolean closed;

  /**
   * @param parallel how many run at once, see {@link RunSlots}
   * @param run is called on a thread of its own
   * @param pulse hears of the ticking thread, as often as it wants to
   * @param bug is told when {@code run} or {@code pulse} throws, which they should not
   */
  CheckScheduler(int parallel, Run run, Pulse pulse, Consumer<RuntimeException> bug) {
    this.slots = new RunSlots(parallel, () -> LockSupport.unpark(this.ticker));
    this.run = run;
    this.pulse = pulse;
    this.bug = bug;
  }

  void start() {
    ticker.start();
  }

  /** Adds a name, first due after a delay, or changes the interval of one that is there. */
  void put(String name, Duration interval, Duration delay) {
    lock.lock();
    try {
      long now = System.nanoTime();
      if (schedule.knows(name)) {
        schedule.changeInterval(name, interval.toNanos(), now);
      } else {
        schedule.add(name, interval.toNanos(), now + delay.toNanos());
      }
      LockSupport.unpark(ticker);
    } finally {
      lock.unlock();
    }
  }

  /** Takes a name away; a run that is under way goes on to its end. */
  void remove(String name) {
    lock.lock();
    try {
      schedule.remove(name);
      slow.remove(name);
    } finally {
      lock.unlock();
    }
  }

  /** Makes a run come earlier than its turn. */
  void bringForward(String name, Duration delay) {
    lock.lock();
    try {
      schedule.bringForward(name, System.nanoTime() + delay.toNanos());
      LockSupport.unpark(ticker);
    } finally {
      lock.unlock();
    }
  }

  /** How long until the next turn; zero when it is overdue or unknown. */
  Duration untilNext(String name) {
    lock.lock();
    try {
      long due = schedule.nextDue(name).orElse(System.nanoTime());
      return Duration.ofNanos(Math.max(0, due - System.nanoTime()));
    } finally {
      lock.unlock();
    }
  }

  /** How many turns of a name were dropped. */
  long missed(String name) {
    lock.lock();
    try {
      return schedule.missed(name);
    } finally {
      lock.unlock();
    }
  }

  private void tick() {
    while (!closed) {
      List<Schedule.Turn> due;
      long sleep;
      lock.lock();
      try {
        due = schedule.takeDue(System.nanoTime());
        sleep = schedule.nextDue().orElse(Long.MAX_VALUE / 2) - System.nanoTime();
      } finally {
        lock.unlock();
      }
      due.forEach(this::execute);
      long untilOverdue = slots.freeOverdue(System.nanoTime());
      guarded(pulse::beat);
      long most = Math.min(untilOverdue, pulse.period().toNanos());
      LockSupport.parkNanos(Math.min(most, sleep));
    }
  }

  private void execute(Schedule.Turn turn) {
    try {
      runs.execute(() -> runOnce(turn.name(), turn.at()));
    } catch (RejectedExecutionException e) {
      // the service is being ended
    }
  }

  private void runOnce(String name, long dueAt) {
    try {
      RunSlots.Slot slot = slots.take(slow.contains(name));
      long start = System.nanoTime();
      try {
        run.run(name, Duration.ofNanos(Math.max(0, start - dueAt)));
      } finally {
        slot.release();
        if (System.nanoTime() - start > RunSlots.PATIENCE.toNanos()) {
          slow.add(name);
        } else {
          slow.remove(name);
        }
      }
    } catch (InterruptedException e) {
      // the service is being ended
    } catch (RuntimeException e) {
      bug.accept(e);
    } finally {
      lock.lock();
      try {
        if (schedule.ended(name)) {
          LockSupport.unpark(ticker);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      bug.accept(e);
    }
  }

  /** Ends every run and waits for that. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(ticker);
    List<Runnable> ignored = runs.shutdownNow();
    runs.close();
  }
}
