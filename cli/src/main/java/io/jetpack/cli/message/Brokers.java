package io.jetpack.cli.message;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.message.broker.Broker;
import io.jetpack.cli.message.broker.BrokerProvider;
import io.jetpack.cli.node.settings.Settings;
import java.util.Optional;

/** Finds the way to the broker that the operator named. */
public final class Brokers {

  private Brokers() {}

  /**
   * The first that a protocol offers.
   *
   * @return empty when the settings name none
   * @throws io.jetpack.cli.CommandFailure when what they name can not be used
   */
  public static Optional<Broker> find(CommandContext context, Settings settings) {
    return context.services(BrokerProvider.class).stream()
        .map(provider -> provider.create(settings))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
