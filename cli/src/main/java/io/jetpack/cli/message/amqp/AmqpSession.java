package io.jetpack.cli.message.amqp;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.jetpack.cli.message.broker.BrokerSession;
import io.jetpack.cli.message.broker.Fate;
import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.node.settings.AmqpUri;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A connection with confirms. A thread of its own writes, so that who publishes never waits for the
 * network, and ends the connection when the session is over, however that came.
 */
final class AmqpSession implements BrokerSession {

  /** How long a refusal without a reason waits for one; see {@link Ledger}. */
  private static final Duration REFUSAL_GRACE = Duration.ofMillis(100);

  /** How long the broker has to say goodbye. */
  private static final int GOODBYE_MILLIS = 300;

  private static final Duration HARD_GOODBYE = Duration.ofMillis(500);

  /** The contract's second, with a part of it for the machine. */
  private static final Duration END = Duration.ofMillis(900);

  private final Connection connection;
  private final BrokerSocket socket;
  private final ConnectionThreads threads;
  private final Ledger ledger = new Ledger();
  private final Thread writer;
  private Channel channel;
  private volatile @Nullable String blocked;

  /**
   * @param channel on which the exchange was made
   */
  AmqpSession(
      AmqpUri uri,
      Connection connection,
      Channel channel,
      BrokerSocket socket,
      ConnectionThreads threads)
      throws IOException {
    this.connection = connection;
    this.socket = socket;
    this.threads = threads;
    this.channel = withConfirms(channel);
    connection.addBlockedListener(
        reason -> blocked = "the broker '%s' takes nothing now: %s".formatted(uri.place(), reason),
        () -> blocked = null);
    connection.addShutdownListener(
        signal -> ledger.over(brokersCode(signal), Reasons.ended(signal)));
    writer = threads.start("writer", this::write);
  }

  private static int brokersCode(ShutdownSignalException signal) {
    return signal.isInitiatedByApplication() ? 0 : Reasons.code(signal);
  }

  private Channel withConfirms(Channel fresh) throws IOException {
    fresh.confirmSelect();
    fresh.addConfirmListener(ledger::confirmed, ledger::refused);
    fresh.addReturnListener(returned ->
        ledger.returned(
            returned.getProperties().getMessageId(),
            returned.getReplyCode(),
            returned.getReplyText()));
    fresh.addShutdownListener(signal -> {
      if (!signal.isHardError()) {
        boolean ignored = ledger.channelClosed(brokersCode(signal), Reasons.ended(signal));
      }
    });
    return fresh;
  }

  @Override
  public CompletableFuture<Fate> publish(Message message) {
    return Envelope.impossible(message, connection.getFrameMax())
        .map(reason -> CompletableFuture.<Fate>completedFuture(new Fate.Rejected(reason)))
        .orElseGet(() -> ledger.add(message));
  }

  private void write() {
    try {
      for (Outgoing next = next(); next != null; next = next()) {
        if (!channel.isOpen()) {
          channel = withConfirms(connection.createChannel());
        }
        send(next);
      }
    } catch (IOException | ShutdownSignalException e) {
      ledger.over(brokersCode(e), Reasons.ended(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ledger.end("the session ended");
      connection.abort(GOODBYE_MILLIS);
      socket.kill();
    }
  }

  private static int brokersCode(Exception failure) {
    return failure instanceof ShutdownSignalException signal ? brokersCode(signal) : 0;
  }

  private @Nullable Outgoing next() throws InterruptedException {
    return ledger.next(REFUSAL_GRACE.toNanos());
  }

  private void send(Outgoing outgoing) throws IOException {
    long tag = channel.getNextPublishSeqNo();
    Message message = outgoing.message();
    if (!ledger.sending(tag, outgoing)) {
      return;
    }
    try {
      channel.basicPublish(
          AmqpBroker.EXCHANGE,
          message.routingKey(),
          true,
          Envelope.of(message),
          message.body().bytes());
    } catch (AlreadyClosedException e) {
      ledger.notSent(tag, outgoing);
      if (!connection.isOpen()) {
        throw e;
      }
    } catch (RuntimeException e) {
      ledger.impossible(tag, "the library can not write it: " + e.getMessage());
    }
  }

  @Override
  public boolean isOpen() {
    return !ledger.isEnded();
  }

  @Override
  public Optional<String> blocked() {
    return Optional.ofNullable(blocked);
  }

  @Override
  public void close() {
    long start = System.nanoTime();
    ledger.end("the session was closed");
    boolean interrupted = false;
    try {
      writer.join(HARD_GOODBYE);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    socket.kill();
    try {
      threads.join(start + END.toNanos());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
