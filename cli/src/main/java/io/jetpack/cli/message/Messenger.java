package io.jetpack.cli.message;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.message.broker.Broker;
import io.jetpack.cli.message.broker.NoBroker;
import io.jetpack.cli.message.delivery.Delivery;
import io.jetpack.cli.message.delivery.DeliveryListener;
import io.jetpack.cli.message.delivery.Drain;
import io.jetpack.cli.message.delivery.DrainLog;
import io.jetpack.cli.message.delivery.DrainOwner;
import io.jetpack.cli.message.delivery.OutboxWriter;
import io.jetpack.cli.message.delivery.Overflow;
import io.jetpack.cli.message.outbox.FolderWatcher;
import io.jetpack.cli.message.outbox.Outbox;
import io.jetpack.cli.message.outbox.OutboxFolder;
import io.jetpack.cli.node.files.OwnedLock;
import io.jetpack.cli.node.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The service's way to tell the cluster: writes messages into the outbox, and brings to the broker
 * what it and all commands of the node put there. Thread-safe.
 *
 * <p>Thread {@code outbox} writes ({@link OutboxWriter}). Thread {@code broker} sends. Thread
 * {@code outbox-watch} notices what commands put, {@code outbox-handed} takes in what the launcher
 * hands over. While nothing happens none of them wakes but once a minute.
 */
public final class Messenger implements AutoCloseable {

  /** What a service says about its messages, for people. */
  public interface Listener extends DeliveryListener {}

  private static final Duration END_LIMIT = Duration.ofSeconds(1);

  /** How long a slow disk has at the end for what was told last. */
  private static final Duration WRITE_LIMIT = Duration.ofSeconds(5);

  /** How often the outbox is looked after when nothing happens. */
  private static final Duration UPKEEP_EVERY = Duration.ofMinutes(1);

  private static final Duration UNFINISHED_AGE = Duration.ofHours(1);

  private final Outbox outbox;
  private final Supplier<NodeMessages> messages;
  private final Listener listener;
  private final Overflow overflow = new Overflow();

  /** Counted down when nothing will be written any more. */
  private final CountDownLatch written = new CountDownLatch(1);

  private final Drain drain;
  private final Duration lastWords;
  private final OutboxWriter writer;
  private final Thread sender;
  private final HandedOver handedOver;
  private final List<FolderWatcher> watchers;

  private Messenger(
      Outbox outbox,
      Supplier<NodeMessages> messages,
      Optional<Broker> broker,
      Duration keepRefused,
      Listener listener,
      Duration lastWords) {
    this.outbox = outbox;
    this.lastWords = lastWords;
    this.messages = messages;
    this.listener = listener;
    this.drain =
        new Drain(
            outbox.folder(),
            overflow,
            broker.orElseGet(NoBroker::new),
            new DrainLog(listener),
            keepRefused,
            InstantSource.system());
    this.writer = new OutboxWriter(outbox, overflow, listener, drain);
    this.sender = Thread.ofPlatform().daemon().name("broker").unstarted(this::send);
    this.handedOver = new HandedOver(outbox, messages, listener::warn);
    OutboxFolder folder = outbox.folder();
    this.watchers =
        List.of(
            new FolderWatcher("outbox-watch", folder, folder.messages(), new QueuedByCommands()),
            new FolderWatcher("outbox-handed", folder, folder.handed(), new HandedByLauncher()));
  }

  /**
   * Starts the threads.
   *
   * @param lastWords how long messages have at the end to reach the broker
   * @throws io.jetpack.cli.CommandFailure when a setting of the broker is wrong
   */
  public static Messenger start(
      CommandContext context, Settings settings, Listener listener, Duration lastWords) {
    return start(
        Outbox.of(context.home(), Posting.limits(settings)),
        new CurrentNode(context.home()),
        Brokers.find(context, settings),
        settings.outbox().keepUnroutable(),
        listener,
        lastWords);
  }

  static Messenger start(
      Outbox outbox,
      Supplier<NodeMessages> messages,
      Optional<Broker> broker,
      Duration keepRefused,
      Listener listener,
      Duration lastWords) {
    Messenger messenger = new Messenger(outbox, messages, broker, keepRefused, listener, lastWords);
    messenger.writer.start();
    messenger.sender.start();
    messenger.watchers.forEach(FolderWatcher::start);
    return messenger;
  }

  /** Tells it, and returns at once. */
  public void tell(MessageData data) {
    writer.add(messages.get().of(data));
  }

  /** How many messages wait, on the disk and in memory. */
  public int length() {
    try {
      return outbox.folder().list().messages().size() + overflow.size() + writer.waiting();
    } catch (IOException e) {
      return overflow.size() + writer.waiting();
    }
  }

  private void send() {
    Optional<OwnedLock> lock = Optional.empty();
    try (Drain _ = drain) {
      long upkeep = System.nanoTime();
      while (written.getCount() > 0) {
        if (lock.isEmpty()) {
          lock = lock();
        }
        if (lock.isEmpty() && OwnedLock.isTaken(outbox.folder().drainLock())) {
          boolean _ = written.await(250, TimeUnit.MILLISECONDS);
          continue;
        }
        try {
          if (System.nanoTime() - upkeep >= 0) {
            upkeep();
            upkeep = System.nanoTime() + UPKEEP_EVERY.toNanos();
          }
          drain.step(UPKEEP_EVERY);
        } catch (RuntimeException | Error e) {
          listener.failed(e);
          boolean _ = written.await(OutboxWriter.AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
      drain.finish(lastWords);
    } catch (InterruptedException e) {
      // the end
    } finally {
      lock.ifPresent(Messenger::giveBack);
    }
  }

  /**
   * Empty when a command sends just now, and where there can be no lock: then nobody else sends.
   */
  private Optional<OwnedLock> lock() {
    try {
      outbox.folder().make();
      return OwnedLock.take(
          outbox.folder().drainLock(), Delivery.SERVICE + DrainOwner.here().line());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void giveBack(OwnedLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      // it ends with the process
    }
  }

  private void upkeep() throws InterruptedException {
    try {
      outbox.tellDropped(dropped ->
          messages
              .get()
              .of(
                  new MessageData.Log(LogLevel.WARN, LogPriority.MEDIUM, dropped.text()),
                  dropped.id()));
      outbox.folder().removeUnfinished(InstantSource.system().instant().minus(UNFINISHED_AGE));
    } catch (IOException e) {
      // whoever puts a message next says what is wrong with the disk
    }
  }

  private final class QueuedByCommands implements FolderWatcher.Listener {
    @Override
    public void watched(boolean now) {
      drain.watched(now);
    }

    @Override
    public void changed() {
      drain.nudge();
    }

    @Override
    public void failed(Throwable failure) {
      listener.failed(failure);
    }
  }

  private final class HandedByLauncher implements FolderWatcher.Listener {
    @Override
    public void watched(boolean now) {
      // what nobody notices is taken in when the folder is watched again, or by the next command
    }

    @Override
    public void changed() throws IOException, InterruptedException {
      handedOver.takeIn(drain::put);
    }

    @Override
    public void failed(Throwable failure) {
      listener.failed(failure);
    }
  }

  /**
   * Ends the threads within some seconds. What was told is on the disk then; for what could not be
   * written in this time, and did not reach the broker either, there is a warning.
   */
  @Override
  public void close() {
    List<Thread> watching = watchers.stream().map(FolderWatcher::end).toList();
    takeInLast();
    Thread writing = writer.end();
    end(writing, WRITE_LIMIT);
    written.countDown();
    drain.wake();
    end(sender, lastWords.plus(END_LIMIT.dividedBy(2)));
    watching.forEach(thread -> end(thread, END_LIMIT));
    long dropped = overflow.takeDropped().values().stream().mapToLong(Long::longValue).sum();
    long lost = overflow.size() + writer.waiting() + dropped;
    if (lost > 0) {
      listener.warn(
          "messages that are lost, since neither the disk nor the broker took them before the end: "
              + lost);
    }
  }

  private void takeInLast() {
    try {
      handedOver.takeIn(_ -> {});
    } catch (IOException e) {
      // it is safe where it is
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(Thread thread, Duration limit) {
    try {
      if (!thread.join(limit)) {
        thread.interrupt();
        boolean _ = thread.join(END_LIMIT);
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
