package io.jetpack.cli.message.broker;

/** What became of a message that was given to a broker. */
public sealed interface Fate {

  /** The broker has it, in a queue, and will not lose it. */
  record Confirmed() implements Fate {}

  /**
   * The broker returned it: no queue is bound to its routing key yet.
   *
   * @param reason in the broker's words
   */
  record Unroutable(String reason) implements Fate {}

  /**
   * The broker can not take it now ({@code basic.nack}), for instance because a queue is full.
   *
   * @param reason for people
   */
  record Deferred(String reason) implements Fate {}

  /**
   * The broker will never take it: too large, access refused, a precondition failed. Only told of a
   * message that was on its way alone. The session goes on, unless the broker ended the connection.
   *
   * @param reason in the broker's words
   */
  record Rejected(String reason) implements Fate {}

  /**
   * The broker took offence at one of several messages that were on their way, and nobody knows at
   * which. It is to be published again, alone, in a new session: this one is over.
   *
   * @param reason in the broker's words
   */
  record Doubtful(String reason) implements Fate {}

  /**
   * The session ended before the broker said anything of it. It is to be published again.
   *
   * @param reason for people
   */
  record Lost(String reason) implements Fate {}
}
