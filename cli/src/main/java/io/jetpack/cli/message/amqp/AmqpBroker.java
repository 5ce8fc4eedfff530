package io.jetpack.cli.message.amqp;

import io.jetpack.cli.message.Broker;
import io.jetpack.cli.message.BrokerSession;
import io.jetpack.cli.message.BrokerUnavailableException;
import io.jetpack.cli.node.AmqpUri;
import io.jetpack.cli.node.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The broker that the settings name. Files that they name are read anew for each session. */
public final class AmqpBroker implements Broker {

  /** The exchange that all messages go to: durable, of type {@code topic}. */
  public static final String EXCHANGE = "cyclecloud";

  private final Settings.Amqp settings;
  private final AmqpUri uri;

  private AmqpBroker(Settings.Amqp settings, AmqpUri uri) {
    this.settings = settings;
    this.uri = uri;
  }

  /** The broker, if there is one. Looks at nothing and connects to nothing yet. */
  public static Optional<Broker> of(Settings.Amqp settings) {
    return settings.uri().map(uri -> new AmqpBroker(settings, uri));
  }

  /** Where it is, without a password. */
  @Override
  public String toString() {
    return uri.toString();
  }

  @Override
  public BrokerSession open(Duration limit)
      throws BrokerUnavailableException, InterruptedException {
    Connecting connecting = new Connecting(settings, uri, limit);
    try {
      return connecting.start().get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      String stage = connecting.stage();
      connecting.abandon();
      throw new BrokerUnavailableException(Reasons.timedOut(uri, stage, limit), e);
    } catch (InterruptedException e) {
      connecting.abandon();
      throw e;
    } catch (ExecutionException e) {
      connecting.abandon();
      if (e.getCause() instanceof BrokerUnavailableException known) {
        throw known;
      }
      throw new IllegalStateException("connecting to " + uri, e.getCause());
    }
  }
}
