package io.jetpack.cli.message.broker;

import java.time.Duration;

/** No broker was named by the operator. */
public final class NoBroker implements Broker {

  /** What a user should know and do. */
  public static final String REASON = "no broker is named; set 'amqp.uri' in config/jetpack.toml";

  @Override
  public BrokerSession open(Duration limit) throws BrokerUnavailableException {
    throw new BrokerUnavailableException(REASON);
  }
}
