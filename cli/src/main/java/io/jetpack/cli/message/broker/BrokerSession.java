package io.jetpack.cli.message.broker;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A connection to a broker, until either side ends it. Thread-safe; the futures complete on threads
 * of the connection and must not be made to wait there.
 *
 * <p>Messages reach the broker in the order in which they were given. When the broker takes offence
 * at one of several, the session ends: otherwise later messages could overtake those that have to
 * be published again.
 */
public interface BrokerSession extends AutoCloseable {

  /**
   * Gives a message to the broker and returns at once, however slow the network is: how much may be
   * on its way is for the caller to bound. Never throws because of the connection: once the session
   * has ended, every fate is {@link Fate.Lost}.
   *
   * @return completes exactly once, also when the session ends, with what became of the message;
   *     not before the broker speaks, which may take hours while it is {@link #blocked}
   */
  CompletableFuture<Fate> publish(Message message);

  /**
   * Whether it is worth to publish more. False after {@link Fate.Lost} or {@link Fate.Doubtful}.
   */
  boolean isOpen();

  /** Why the broker takes no messages just now, for instance because its disk is full. */
  Optional<String> blocked();

  /** Ends the connection within a second, whatever the broker does; what is open is lost. */
  @Override
  void close();
}
