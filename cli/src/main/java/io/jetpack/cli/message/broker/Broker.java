package io.jetpack.cli.message.broker;

import java.time.Duration;

/** The place that messages go to: the port of what drains the outbox. Thread-safe. */
public interface Broker {

  /**
   * Connects, and makes sure that there is an exchange. A broker that is silent is given up earlier
   * than one that answers slowly.
   *
   * @param limit how long all of that may take
   * @throws BrokerUnavailableException when it does not succeed
   */
  BrokerSession open(Duration limit) throws BrokerUnavailableException, InterruptedException;
}
