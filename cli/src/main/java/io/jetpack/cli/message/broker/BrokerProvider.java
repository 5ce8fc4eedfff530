package io.jetpack.cli.message.broker;

import io.jetpack.cli.node.settings.Settings;
import java.util.Optional;

/**
 * The SPI by which a protocol offers itself; found by {@link java.util.ServiceLoader}. It has a
 * public constructor without parameters.
 */
public interface BrokerProvider {

  /**
   * A way to the broker that the operator named; empty when none was named.
   *
   * @throws io.jetpack.cli.CommandFailure when a file that a setting names can not be used
   */
  Optional<Broker> create(Settings settings);
}
