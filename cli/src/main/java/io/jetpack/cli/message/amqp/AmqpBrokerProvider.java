package io.jetpack.cli.message.amqp;

import io.jetpack.cli.message.broker.Broker;
import io.jetpack.cli.message.broker.BrokerProvider;
import io.jetpack.cli.node.settings.Settings;
import java.util.Optional;

/** Offers the broker of {@code amqp.uri}. */
public final class AmqpBrokerProvider implements BrokerProvider {

  /** For {@link java.util.ServiceLoader}. */
  public AmqpBrokerProvider() {}

  @Override
  public Optional<Broker> create(Settings settings) {
    return AmqpBroker.of(settings.amqp());
  }
}
