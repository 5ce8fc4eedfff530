package io.jetpack.healthcheck.hold;

/** The port by which the service learns whether the node is held. Safe for use by many threads. */
@FunctionalInterface
public interface Holds {

  /** How it is now. Never throws. */
  HoldReading read();
}
