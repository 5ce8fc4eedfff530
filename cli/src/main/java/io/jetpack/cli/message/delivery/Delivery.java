package io.jetpack.cli.message.delivery;

import io.jetpack.cli.message.broker.Broker;
import io.jetpack.cli.message.outbox.EntryName;
import io.jetpack.cli.message.outbox.OutboxFolder;
import io.jetpack.cli.message.outbox.OutboxWatch;
import io.jetpack.cli.node.files.OwnedLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Sees to it that one message gets to the broker: where no service does that, the caller does, for
 * a while.
 */
public final class Delivery {

  /** How much trouble to take. */
  enum Effort {
    /** Tries for its time, in vain or not, also while a service sees to it. */
    WAIT,
    /** Tries for its time where no service sees to it. */
    TRY,
    /** The same, but once and briefly when a command has just tried in vain. */
    TRY_SPARINGLY
  }

  /** What came of it. */
  public sealed interface Result {
    /** The broker has it. */
    record Confirmed() implements Result {}

    /** The broker will never take it. */
    record SetAside(Path file, String reason) implements Result {}

    /**
     * It is queued and will be sent later.
     *
     * @param reason why it was not sent now
     */
    record Queued(String reason) implements Result {}

    /** The service, which runs, sends it. */
    record LeftToService() implements Result {}
  }

  /** What a service writes into the lock, before the number of its process. */
  public static final String SERVICE = "service ";

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  /** How long it is tried when somebody has just tried in vain. */
  private static final Duration BRIEFLY = Duration.ofSeconds(1);

  private final OutboxFolder folder;
  private final Supplier<Optional<Broker>> broker;
  private final String noBroker;
  private final Duration keepRefused;
  private final InVain inVain;

  /**
   * @param broker is asked for only when this process has to send
   * @param noBroker why there is none where it gives none, for people
   */
  public Delivery(
      OutboxFolder folder,
      Supplier<Optional<Broker>> broker,
      String noBroker,
      Duration keepRefused) {
    this.folder = folder;
    this.broker = broker;
    this.noBroker = noBroker;
    this.keepRefused = keepRefused;
    this.inVain = new InVain(folder.inVain(), InstantSource.system());
  }

  /**
   * Brings it to the broker.
   *
   * @param name of the message, which is in the outbox
   * @param routingKey of the message
   * @param limit how long that may take
   */
  public Result deliver(EntryName name, String routingKey, Duration limit, Effort effort)
      throws IOException, InterruptedException {
    boolean briefly = effort == Effort.TRY_SPARINGLY && inVain.isRecent();
    long start = System.nanoTime();
    long deadline = start + (briefly && limit.compareTo(BRIEFLY) > 0 ? BRIEFLY : limit).toNanos();
    while (true) {
      Optional<OwnedLock> lock = OwnedLock.take(folder.drainLock(), "command " + pid());
      if (lock.isPresent()) {
        try (OwnedLock _ = lock.get()) {
          return remembered(drain(name, routingKey, deadline, briefly));
        }
      }
      boolean service =
          OwnedLock.owner(folder.drainLock()).filter(who -> who.startsWith(SERVICE)).isPresent();
      if (service && effort != Effort.WAIT) {
        return new Result.LeftToService();
      }
      if (!awaitOther(name, Math.min(deadline - System.nanoTime(), LOOK_AGAIN.toNanos()))) {
        return result(name);
      }
      if (System.nanoTime() - deadline >= 0) {
        return new Result.Queued(
            service ? "the broker has not confirmed it yet" : "another command is sending");
      }
    }
  }

  private Result remembered(Result result) {
    if (result instanceof Result.Queued) {
      inVain.remember();
    } else {
      inVain.forget();
    }
    return result;
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  /** Waits a little, or until the message is gone. */
  private boolean awaitOther(EntryName name, long nanos) throws IOException, InterruptedException {
    long until = System.nanoTime() + nanos;
    try (OutboxWatch watch = OutboxWatch.of(folder.messages())) {
      while (folder.contains(name) && System.nanoTime() - until < 0) {
        OutboxWatch.Seen _ = watch.await(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
      }
    }
    return folder.contains(name);
  }

  private Result drain(EntryName name, String routingKey, long deadline, boolean briefly)
      throws InterruptedException {
    Optional<Broker> known = broker.get();
    if (known.isEmpty()) {
      return new Result.Queued(noBroker);
    }
    AtomicReference<Optional<String>> refusal = new AtomicReference<>(Optional.empty());
    DrainListener listener =
        new QuietListener() {
          @Override
          public void refused(String key, String reason) {
            if (key.equals(routingKey)) {
              refusal.set(Optional.of("messages to '%s' wait: %s".formatted(key, reason)));
            }
          }
        };
    try (Drain drain =
        new Drain(
            folder, new Overflow(), known.get(), listener, keepRefused, InstantSource.system())) {
      while (folder.contains(name)) {
        long left = deadline - System.nanoTime();
        Optional<String> trouble = drain.trouble().or(refusal::get);
        if (left <= 0 || (briefly && trouble.isPresent())) {
          return new Result.Queued(trouble.orElse("the broker has not confirmed it in time"));
        }
        drain.step(Duration.ofNanos(left));
      }
    }
    return result(name);
  }

  /** What became of a message that is no longer there. */
  private Result result(EntryName name) {
    Path aside = folder.aside().resolve(name.fileName());
    return folder
        .reason(aside)
        .<Result>map(why -> new Result.SetAside(aside, why))
        .orElseGet(Result.Confirmed::new);
  }
}
