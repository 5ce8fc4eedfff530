package io.jetpack.cli.message.amqp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one connection. They are daemons, so that no program waits for them at its end.
 */
final class ConnectionThreads implements ThreadFactory {

  private final String place;
  private final AtomicInteger number = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();

  ConnectionThreads(String place) {
    this.place = place;
  }

  /** For the library, which gives some of them names of its own. */
  @Override
  public Thread newThread(Runnable task) {
    return make("library-" + number.incrementAndGet(), task);
  }

  Thread start(String name, Runnable task) {
    Thread thread = make(name, task);
    thread.start();
    return thread;
  }

  private synchronized Thread make(String name, Runnable task) {
    Thread thread = Thread.ofPlatform().daemon().name("amqp-" + name + " " + place).unstarted(task);
    threads.removeIf(other -> other.getState() == Thread.State.TERMINATED);
    threads.add(thread);
    return thread;
  }

  private synchronized Optional<Thread> otherThan(Thread self) {
    return threads.stream().filter(thread -> thread != self && thread.isAlive()).findFirst();
  }

  /** Waits for the end of all of them but the caller, also of those that start meanwhile. */
  void join(long deadline) throws InterruptedException {
    while (true) {
      Optional<Thread> alive = otherThan(Thread.currentThread());
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (alive.isEmpty() || millis <= 0) {
        return;
      }
      alive.get().join(millis);
    }
  }
}
