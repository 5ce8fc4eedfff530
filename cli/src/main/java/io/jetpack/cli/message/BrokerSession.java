package io.jetpack.cli.message;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A connection to a broker, until either side ends it. Used by one thread; the futures complete on
 * threads of the connection and must not be made to wait there.
 */
public interface BrokerSession extends AutoCloseable {

  /**
   * Gives a message to the broker and returns at once, unless the network is slower than we are.
   * Never throws because of the connection: once that has ended, every fate is {@link Fate.Lost}.
   *
   * @return completes exactly once, also when the session ends, with what became of the message
   */
  CompletableFuture<Fate> publish(Message message);

  /** Whether it is worth to publish more. */
  boolean isOpen();

  /** Why the broker takes no messages just now, for instance because its disk is full. */
  Optional<String> blocked();

  /** Ends the connection within a second, whatever the broker does; what is open is lost. */
  @Override
  void close();
}
