package io.jetpack.cli.message.delivery;

import io.jetpack.cli.message.broker.Broker;
import io.jetpack.cli.message.broker.BrokerSession;
import io.jetpack.cli.message.broker.BrokerUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The connection to the broker, made again with growing distance when it ends. */
final class Link implements AutoCloseable {

  /** For all answers together: a broker that is slow gets its time, see {@link Broker#open}. */
  private static final Duration OPEN_LIMIT = Duration.ofMinutes(1);

  private final Broker broker;
  private final DrainListener listener;
  private final Backoff backoff;
  private @Nullable BrokerSession session;
  private long nextTry = System.nanoTime();
  private Optional<String> trouble = Optional.empty();
  private Optional<String> lostBecause = Optional.empty();

  Link(Broker broker, DrainListener listener, RandomGenerator random) {
    this.broker = broker;
    this.listener = listener;
    this.backoff = new Backoff(random);
  }

  /** Why nothing can be sent, if that is so. */
  Optional<String> trouble() {
    return trouble;
  }

  /** When the next try is due, by {@link System#nanoTime}. */
  long nextTry() {
    return nextTry;
  }

  /** Whether there is a connection. */
  boolean isUp() {
    return session != null && session.isOpen();
  }

  /**
   * The connection, if messages can be sent just now; tries to make one when that is due.
   *
   * @param limit how long a try may take
   */
  Optional<BrokerSession> session(Duration limit) throws InterruptedException {
    if (session != null && !session.isOpen()) {
      end(lostBecause.orElse("the connection to the broker ended"));
    }
    if (session == null && System.nanoTime() - nextTry >= 0) {
      open(limit.compareTo(OPEN_LIMIT) < 0 ? limit : OPEN_LIMIT);
    }
    BrokerSession now = session;
    if (now == null) {
      return Optional.empty();
    }
    Optional<String> blocked = now.blocked();
    tell(blocked);
    return blocked.isPresent() ? Optional.empty() : Optional.of(now);
  }

  private void open(Duration limit) throws InterruptedException {
    try {
      session = broker.open(limit);
      lostBecause = Optional.empty();
      backoff.reset();
      listener.connected();
    } catch (BrokerUnavailableException e) {
      nextTry = System.nanoTime() + backoff.next().toNanos();
      tell(Optional.of(String.valueOf(e.getMessage())));
    }
  }

  /** What became of a message tells why the connection ended. */
  void lost(String reason) {
    lostBecause = Optional.of(reason);
  }

  private void tell(Optional<String> reason) {
    if (reason.isPresent() && !reason.equals(trouble)) {
      listener.unavailable(reason.get());
    }
    trouble = reason;
  }

  /** Gives the connection up. */
  void end(String reason) {
    close();
    nextTry = System.nanoTime() + backoff.next().toNanos();
    tell(Optional.of(reason));
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
      session = null;
    }
  }
}
