package io.jetpack.cli.message.broker;

/** How dearly a message is kept when the outbox is full: the first of these goes first. */
public enum Rank {
  /** A log message that the Cluster UI page does not show. */
  LOW,
  /** A log message of medium priority. */
  MEDIUM,
  /** A log message of high priority. */
  HIGH,
  /** What somebody sends on purpose, and what the health service has to tell. */
  VALUABLE,
  /** A request for the node's termination or its withdrawal; it also leaves before all others. */
  TERMINATION
}
