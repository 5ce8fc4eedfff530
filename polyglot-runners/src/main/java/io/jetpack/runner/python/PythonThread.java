package io.jetpack.runner.python;

import io.jetpack.runner.NativeThreads;
import io.jetpack.runner.python.memory.Allocations;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The thread of one context. It ends after {@link #closeSoon}. */
final class PythonThread {

  /** Deep recursion must end as a RecursionError, before the stack does (measured). */
  private static final long STACK_BYTES = 16L * 1024 * 1024;

  /** An empty one ends the thread. */
  private final LinkedBlockingQueue<Optional<Runnable>> tasks = new LinkedBlockingQueue<>();

  /** Of the threads that scripts start in this context, too. */
  private final ThreadGroup group = new ThreadGroup("python");

  private @Nullable Thread thread;
  private final AtomicInteger unfinished = new AtomicInteger();
  private final AtomicInteger unclosed = new AtomicInteger();

  /** Runs a task after those before it, and gives the thread a name. */
  synchronized void execute(String name, Runnable task) {
    Thread present = thread;
    if (present == null) {
      present = new Thread(group, this::work, name, STACK_BYTES, false);
      present.setDaemon(true);
      present.start();
      thread = present;
    } else {
      present.setName(name);
    }
    unfinished.incrementAndGet();
    tasks.add(Optional.of(task));
  }

  private void work() {
    try {
      Optional<Runnable> task = tasks.take();
      while (task.isPresent()) {
        try {
          task.get().run();
        } finally {
          unfinished.decrementAndGet();
        }
        task = tasks.take();
      }
    } catch (InterruptedException e) {
      // the context was cancelled while nothing ran
    } finally {
      // what is not begun never is
      unfinished.set(0);
    }
  }

  /**
   * Runs the closing on a thread of its own, because it may wait for the guest, and ends ours.
   * Where there can be no more threads, the caller waits.
   */
  void closeSoon(Runnable closing) {
    tasks.add(Optional.empty());
    unclosed.incrementAndGet();
    Runnable counted =
        () -> {
          try {
            closing.run();
          } finally {
            unclosed.decrementAndGet();
          }
        };
    NativeThreads.startOrRun(Thread.ofPlatform().daemon().name("python (closing)"), counted);
  }

  /** Whether a closing is under way: until then what a script holds is held. */
  boolean isClosing() {
    return unclosed.get() > 0;
  }

  /** Whether a task is under way, or waits for its turn. */
  boolean isBusy() {
    return unfinished.get() > 0;
  }

  /** How many bytes its threads that live have allocated since they were started. */
  synchronized long allocatedBytes() {
    // before there is one, nobody waits for what asks the JVM
    return thread == null ? 0 : Allocations.of(group);
  }

  /** The processor time that the thread has used since it was started. */
  synchronized Duration cpuTime() {
    return thread == null || !thread.isAlive()
        ? Duration.ZERO
        : Duration.ofNanos(CpuTimes.of(thread));
  }
}
