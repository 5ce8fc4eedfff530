package io.jetpack.cli.message;

import io.jetpack.cli.message.broker.Broker;
import io.jetpack.cli.message.broker.BrokerSession;
import io.jetpack.cli.message.broker.BrokerUnavailableException;
import io.jetpack.cli.message.broker.Fate;
import io.jetpack.cli.message.broker.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A broker in memory, whose answers a test chooses. */
public final class FakeBroker implements Broker {

  /** Everything that was confirmed, in order, with repeats. */
  public final List<Message> taken = new CopyOnWriteArrayList<>();

  /** Everything that was published, in order. */
  public final List<Message> seen = new CopyOnWriteArrayList<>();

  public volatile Function<Message, Fate> answer = message -> new Fate.Confirmed();
  public volatile Optional<String> away = Optional.empty();
  public volatile Optional<String> blocked = Optional.empty();
  public volatile boolean silent;

  /** How often somebody wanted a connection. */
  public final AtomicInteger attempts = new AtomicInteger();

  /** It is away for no more than so many attempts. */
  public volatile int backAfter = Integer.MAX_VALUE;

  public final AtomicInteger sessions = new AtomicInteger();

  /** How many are on their way at most, of those that were never answered. */
  public final List<CompletableFuture<Fate>> open = new CopyOnWriteArrayList<>();

  private volatile boolean cut;

  /** Ends the connection as a network does. */
  public void cut() {
    cut = true;
    List<CompletableFuture<Fate>> lost = new ArrayList<>(open);
    open.clear();
    lost.forEach(fate -> fate.complete(new Fate.Lost("cut")));
  }

  @Override
  public BrokerSession open(Duration limit) throws BrokerUnavailableException {
    if (attempts.incrementAndGet() <= backAfter && away.isPresent()) {
      throw new BrokerUnavailableException(away.get());
    }
    sessions.incrementAndGet();
    cut = false;
    return new BrokerSession() {
      @Override
      public CompletableFuture<Fate> publish(Message message) {
        seen.add(message);
        if (cut) {
          return CompletableFuture.completedFuture(new Fate.Lost("cut"));
        }
        CompletableFuture<Fate> future = new CompletableFuture<>();
        if (silent) {
          open.add(future);
          return future;
        }
        Fate fate = answer.apply(message);
        if (fate instanceof Fate.Confirmed) {
          taken.add(message);
        }
        future.complete(fate);
        return future;
      }

      @Override
      public boolean isOpen() {
        return !cut;
      }

      @Override
      public Optional<String> blocked() {
        return blocked;
      }

      @Override
      public void close() {
        cut();
      }
    };
  }
}
