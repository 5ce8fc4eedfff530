package io.jetpack.cli.message;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Writes messages into the outbox on a thread of its own, so that nobody waits for the disk; what
 * can not be written it keeps in memory, from where it goes to the broker all the same.
 * Thread-safe.
 */
final class OutboxWriter {

  private static final Duration WRITE_AGAIN = Duration.ofMillis(200);

  private final Outbox outbox;
  private final Overflow overflow;
  private final Messenger.Listener listener;
  private final Runnable changed;
  private final Thread thread;

  /** What is to be written; nothing wakes the thread, because it is the end. */
  private final LinkedBlockingQueue<Optional<Message>> unwritten = new LinkedBlockingQueue<>();

  private volatile boolean ending;
  private boolean diskFails;

  /**
   * @param overflow where messages go for which there is no room on the disk
   * @param changed is called when there is a message more, there or there
   */
  OutboxWriter(Outbox outbox, Overflow overflow, Messenger.Listener listener, Runnable changed) {
    this.outbox = outbox;
    this.overflow = overflow;
    this.listener = listener;
    this.changed = changed;
    this.thread = Thread.ofPlatform().daemon().name("outbox").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Has it written, and returns at once. */
  void add(Message message) {
    unwritten.add(Optional.of(message));
  }

  /** How many wait to be written. */
  int waiting() {
    return unwritten.size();
  }

  /** The thread ends when all is written or kept in memory. */
  Thread end() {
    ending = true;
    unwritten.add(Optional.empty());
    return thread;
  }

  private void run() {
    try {
      while (!ending || !unwritten.isEmpty()) {
        Optional<Message> next = next();
        if (next.isPresent()) {
          write(next.get());
        } else {
          writeOverflow();
        }
      }
    } catch (InterruptedException e) {
      // the end
    }
  }

  /** Empty when it is time to try again what could not be written, or to end. */
  private Optional<Message> next() throws InterruptedException {
    if (overflow.size() == 0) {
      return unwritten.take();
    }
    Optional<Message> next = unwritten.poll(WRITE_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    return next == null ? Optional.empty() : next;
  }

  private void write(Message message) throws InterruptedException {
    if (overflow.size() > 0 || !put(message)) {
      overflow.add(message);
    }
    changed.run();
  }

  /** What could not be written may be written now. */
  private void writeOverflow() throws InterruptedException {
    Optional<Map.Entry<EntryName, Message>> oldest = overflow.oldest();
    while (oldest.isPresent() && put(oldest.get().getValue())) {
      boolean _ = overflow.remove(oldest.get().getKey());
      changed.run();
      oldest = overflow.oldest();
    }
  }

  private boolean put(Message message) throws InterruptedException {
    try {
      EntryName _ = outbox.put(message);
      if (diskFails) {
        diskFails = false;
        listener.info("messages can be written to the outbox again");
      }
      return true;
    } catch (IOException e) {
      if (!diskFails) {
        diskFails = true;
        listener.warn("messages are kept in memory, because they can not be written: " + e);
      }
      return false;
    }
  }
}
