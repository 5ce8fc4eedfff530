package io.jetpack.cli.message.amqp;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultSaslConfig;
import com.rabbitmq.client.impl.FrameHandlerFactory;
import io.jetpack.cli.node.settings.AmqpCredentials;
import io.jetpack.cli.node.settings.AmqpUri;
import io.jetpack.cli.node.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The library, told to use our socket and our threads, and to leave recovery to us. */
final class Client extends ConnectionFactory {

  /** What travels in one piece at most; RabbitMQ's own default. */
  static final int FRAME_BYTES = 128 * 1024;

  private final SocketFrames frames;

  /**
   * @param limit for each answer
   */
  Client(
      Settings.Amqp settings,
      AmqpUri uri,
      Optional<AmqpCredentials> credentials,
      SocketFrames frames,
      ConnectionThreads threads,
      Duration limit) {
    this.frames = frames;
    int limitMillis = Math.toIntExact(Math.clamp(limit.toMillis(), 1, 600_000));
    setHost(uri.host());
    setPort(uri.port());
    setVirtualHost(uri.virtualHost());
    credentials.ifPresentOrElse(
        known -> {
          setUsername(known.user());
          setPassword(known.password());
        },
        () -> setSaslConfig(DefaultSaslConfig.EXTERNAL));
    setAutomaticRecoveryEnabled(false);
    setTopologyRecoveryEnabled(false);
    setRequestedHeartbeat(Math.toIntExact(Math.max(1, settings.heartbeat().toSeconds())));
    // of these the library gives each step of the greeting one half
    setHandshakeTimeout(2 * limitMillis);
    setChannelRpcTimeout(limitMillis);
    setRequestedFrameMax(FRAME_BYTES);
    setShutdownTimeout(1);
    setThreadFactory(threads);
  }

  @Override
  protected synchronized FrameHandlerFactory createFrameHandlerFactory() throws IOException {
    return (address, connectionName) -> frames;
  }
}
