package io.jetpack.healthcheck.service.schedule;

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
 * Calls something for each name when it is due: one ticking thread, one thread a run, a bound on
 * how many run at once, and never two runs of one name. Safe for use by many threads.
 *
 * <p>The threads are the operating system's: a virtual one wants a further one of these whenever it
 * reads or writes a file, and fails in the middle where there can be no more.
 */
public final class CheckScheduler implements AutoCloseable {

  /** Does one run; is interrupted when the scheduler is closed. */
  @FunctionalInterface
  public interface Run {
    /**
     * Does it.
     *
     * @param late how long after its turn it begins
     */
    void run(String name, Duration late) throws InterruptedException;

    /** It could not be done, or failed itself, which it should not. Throws nothing itself. */
    default void failed(String name, Throwable why) {}
  }

  private static final long STACK_BYTES = 512 * 1024;
  private static final Duration AFTER_FAILURE = Duration.ofMillis(100);

  private final ReentrantLock lock = new ReentrantLock();
  private final Schedule schedule = new Schedule(System.nanoTime());
  private final RunSlots slots;
  private final Set<String> slow = ConcurrentHashMap.newKeySet();
  private final Run run;
  private final Pulse pulse;
  private final Consumer<Throwable> mishap;
  private final ExecutorService runs =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("check-", 1).stackSize(STACK_BYTES).factory());
  private final Thread ticker = Thread.ofPlatform().name("ticker").unstarted(this::tick);
  private volatile boolean closed;

  /**
   * @param parallel how many run at once, see {@link RunSlots}
   * @param run is called on a thread of its own
   * @param pulse hears of the ticking thread, as often as it wants to
   * @param mishap is told when the ticking thread fails, which goes on nevertheless; throws nothing
   */
  public CheckScheduler(int parallel, Run run, Pulse pulse, Consumer<Throwable> mishap) {
    this.slots = new RunSlots(parallel, () -> LockSupport.unpark(this.ticker));
    this.run = run;
    this.pulse = pulse;
    this.mishap = mishap;
  }

  public void start() {
    ticker.start();
  }

  /** Adds a name, first due after a delay, or changes the interval of one that is there. */
  public void put(String name, Duration interval, Duration delay) {
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
  public void remove(String name) {
    lock.lock();
    try {
      schedule.remove(name);
      slow.remove(name);
    } finally {
      lock.unlock();
    }
  }

  /** Makes a run come earlier than its turn. */
  public void bringForward(String name, Duration delay) {
    lock.lock();
    try {
      schedule.bringForward(name, System.nanoTime() + delay.toNanos());
      LockSupport.unpark(ticker);
    } finally {
      lock.unlock();
    }
  }

  /** How long until the next turn; zero when it is overdue or unknown. */
  public Duration untilNext(String name) {
    lock.lock();
    try {
      long due = schedule.nextDue(name).orElse(System.nanoTime());
      return Duration.ofNanos(Math.max(0, due - System.nanoTime()));
    } finally {
      lock.unlock();
    }
  }

  /** How many turns of a name were dropped. */
  public long missed(String name) {
    lock.lock();
    try {
      return schedule.missed(name);
    } finally {
      lock.unlock();
    }
  }

  private void tick() {
    while (!closed) {
      long rest = AFTER_FAILURE.toNanos();
      try {
        rest = tickOnce();
      } catch (RuntimeException | Error e) {
        mishap.accept(e);
      }
      LockSupport.parkNanos(rest);
    }
  }

  /** Returns for how long there is nothing to do. */
  private long tickOnce() {
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
    pulse.beat();
    return Math.min(Math.min(untilOverdue, pulse.period().toNanos()), sleep);
  }

  private void execute(Schedule.Turn turn) {
    try {
      runs.execute(() -> runOnce(turn.name(), turn.at()));
    } catch (RejectedExecutionException e) {
      // the service is being ended
    } catch (RuntimeException | Error e) {
      // no thread could be started for it; its next turn comes
      run.failed(turn.name(), e);
      ended(turn.name());
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
    } catch (RuntimeException | Error e) {
      run.failed(name, e);
    } finally {
      ended(name);
    }
  }

  private void ended(String name) {
    lock.lock();
    try {
      if (schedule.ended(name)) {
        LockSupport.unpark(ticker);
      }
    } finally {
      lock.unlock();
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
