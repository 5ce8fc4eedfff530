package io.jetpack.cli.message.delivery;

import java.nio.file.Path;

/** Hears what happens on the way to the broker: each change once, in words for people. */
interface DrainListener {

  /** There is a connection again. */
  void connected();

  /** There is no connection, or the broker takes nothing. */
  void unavailable(String reason);

  /** Messages of this routing key stay in the outbox for now. */
  void refused(String routingKey, String reason);

  /** A message will not be sent. */
  void setAside(Path file, String reason);

  /** Something is wrong with the outbox itself. */
  void trouble(String what);
}
