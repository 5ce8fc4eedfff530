package io.jetpack.cli.message.delivery;

import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.message.broker.Rank;
import io.jetpack.cli.message.outbox.EntryName;
import io.jetpack.cli.message.outbox.Outbox;
import io.jetpack.text.IoReason;
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
public final class OutboxWriter {

  private static final Duration WRITE_AGAIN = Duration.ofMillis(200);

  /** What has failed may be the cause of a shortage. */
  public static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final Outbox outbox;
  private final Overflow overflow;

  private final DeliveryListener listener;
  private final Drain drain;
  private final Thread thread;

  /** What is to be written; nothing wakes the thread, because it is the end. */
  private final LinkedBlockingQueue<Optional<Message>> unwritten = new LinkedBlockingQueue<>();

  private volatile boolean ending;
  private boolean diskFails;

  /**
   * @param overflow where messages go for which there is no room on the disk
   * @param drain is told of each message
   */
  public OutboxWriter(Outbox outbox, Overflow overflow, DeliveryListener listener, Drain drain) {
    this.outbox = outbox;
    this.overflow = overflow;
    this.listener = listener;
    this.drain = drain;
    this.thread = Thread.ofPlatform().daemon().name("outbox").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Has it written, and returns at once. */
  public void add(Message message) {
    unwritten.add(Optional.of(message));
  }

  /** How many wait to be written. */
  public int waiting() {
    return Math.toIntExact(unwritten.stream().filter(Optional::isPresent).count());
  }

  /** The thread ends when all is written or kept in memory. */
  public Thread end() {
    ending = true;
    unwritten.add(Optional.empty());
    return thread;
  }

  private void run() {
    try {
      while (!ending || !unwritten.isEmpty()) {
        Optional<Message> next = next();
        try {
          if (next.isPresent()) {
            write(next.get());
          } else {
            writeOverflow();
          }
        } catch (RuntimeException | Error e) {
          // the message is in memory
          listener.failed(e);
          Thread.sleep(AFTER_FAILURE);
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
    Optional<EntryName> written = Optional.empty();
    try {
      written = overflow.size() > 0 ? Optional.empty() : put(message);
    } finally {
      if (written.isPresent()) {
        drain.put(written.get());
      } else {
        overflow.add(message);
        drain.nudge();
      }
    }
  }

  /** What could not be written may be written now. */
  private void writeOverflow() throws InterruptedException {
    Optional<Map.Entry<EntryName, Message>> oldest = overflow.oldest();
    while (oldest.isPresent()) {
      Optional<EntryName> written = put(oldest.get().getValue());
      if (written.isEmpty()) {
        return;
      }
      boolean _ = overflow.remove(oldest.get().getKey());
      drain.put(written.get());
      oldest = overflow.oldest();
    }
    countDropped();
  }

  /** Writes down what was dropped while nothing could be written, so that the cluster is told. */
  private void countDropped() throws InterruptedException {
    Map<Rank, Long> dropped = overflow.takeDropped();
    if (dropped.isEmpty()) {
      return;
    }
    try {
      outbox.count(dropped);
    } catch (IOException e) {
      overflow.giveBackDropped(dropped);
    }
  }

  /** Its name, when it could be written. */
  private Optional<EntryName> put(Message message) throws InterruptedException {
    try {
      EntryName name = outbox.put(message);
      if (diskFails) {
        diskFails = false;
        listener.info("messages can be written to the outbox again");
      }
      return Optional.of(name);
    } catch (IOException e) {
      if (!diskFails) {
        diskFails = true;
        listener.warn(
            "messages are kept in memory, because they can not be written: "
                + IoReason.withFile(e));
      }
      return Optional.empty();
    }
  }
}
