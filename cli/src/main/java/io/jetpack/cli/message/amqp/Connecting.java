package io.jetpack.cli.message.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.jetpack.cli.message.broker.BrokerUnavailableException;
import io.jetpack.cli.node.settings.AmqpCredentials;
import io.jetpack.cli.node.settings.AmqpUri;
import io.jetpack.cli.node.settings.Settings;
import io.jetpack.runner.NativeThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to get a session, on a thread of its own: looking a name up can not be interrupted,
 * so that the one who waits must be able to leave.
 */
final class Connecting {

  private final Settings.Amqp settings;
  private final AmqpUri uri;
  private final Duration limit;
  private final ConnectionThreads threads;
  private final BrokerSocket socket;
  private final CompletableFuture<AmqpSession> result = new CompletableFuture<>();
  private volatile String stage = "looking up the name";
  private volatile long heard = System.nanoTime();
  private volatile boolean answered;

  /**
   * @param limit for each step, and for each answer of the broker
   */
  Connecting(Settings.Amqp settings, AmqpUri uri, Duration limit) {
    this.settings = settings;
    this.uri = uri;
    this.limit = limit;
    threads = new ConnectionThreads(uri.place());
    socket = new BrokerSocket(uri);
  }

  CompletableFuture<AmqpSession> start() {
    threads.start("connect", this::run);
    return result;
  }

  /** What goes on just now, for people. */
  String stage() {
    return stage;
  }

  private void now(String next) {
    stage = next;
    heard = System.nanoTime();
  }

  private void hear() {
    answered = true;
    heard = System.nanoTime();
  }

  /** Whether the broker has said anything yet. */
  boolean hasAnswered() {
    return answered;
  }

  /** When the broker last answered, or a step began, by {@link System#nanoTime}. */
  long heard() {
    return heard;
  }

  /** Whether nothing has been heard for so long. */
  boolean isSilent(Duration limit) {
    return System.nanoTime() - heard >= limit.toNanos();
  }

  /** Nobody wants the result any more. */
  void abandon() {
    result.cancel(false);
    socket.kill();
  }

  private void run() {
    try {
      AmqpSession session = connect();
      if (!result.complete(session)) {
        session.close();
      }
    } catch (BrokerUnavailableException e) {
      result.completeExceptionally(e);
    } catch (IOException | TimeoutException | ShutdownSignalException e) {
      result.completeExceptionally(
          new BrokerUnavailableException(Reasons.unavailable(uri, userName(), e), e));
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(
          NativeThreads.areShort(e)
              ? new BrokerUnavailableException(NativeThreads.NONE_LEFT, e)
              : e);
    } finally {
      if (result.isCompletedExceptionally()) {
        socket.kill();
      }
    }
  }

  private @Nullable String user;

  private String userName() {
    return user == null ? "" : user;
  }

  private AmqpSession connect() throws BrokerUnavailableException, IOException, TimeoutException {
    if (settings.wouldTellAPassword()) {
      throw new BrokerUnavailableException(Reasons.wouldTellAPassword(uri));
    }
    Optional<AmqpCredentials> credentials = LogIn.credentials(settings, uri);
    user = credentials.map(AmqpCredentials::user).orElse("");
    Optional<SSLSocketFactory> tls =
        uri.encrypted() ? Optional.of(Tls.sockets(settings)) : Optional.empty();
    socket.connect(tls, limit, this::now);
    now("logging in");
    Connection connection =
        new Client(settings, uri, credentials, new SocketFrames(socket, this::hear), threads, limit)
            .newConnection("jetpack");
    now("making the exchange");
    Channel channel = channelWithExchange(connection);
    return new AmqpSession(uri, connection, channel, socket, threads);
  }

  /** Who may not make an exchange may use one that is there. */
  private static Channel channelWithExchange(Connection connection)
      throws BrokerUnavailableException, IOException {
    Channel channel = connection.createChannel();
    try {
      channel.exchangeDeclare(AmqpBroker.EXCHANGE, "topic", true);
      return channel;
    } catch (IOException e) {
      if (Reasons.code(e) != AMQP.ACCESS_REFUSED || !connection.isOpen()) {
        throw new BrokerUnavailableException(Reasons.noExchange(e), e);
      }
    }
    Channel other = connection.createChannel();
    try {
      other.exchangeDeclarePassive(AmqpBroker.EXCHANGE);
      return other;
    } catch (IOException e) {
      throw new BrokerUnavailableException(Reasons.noExchange(e), e);
    }
  }
}
