package io.jetpack.healthcheck.hold;

/** Whether the node is held at a moment. */
public sealed interface HoldReading {

  /** Whether nothing may be terminated: also when nobody can tell. */
  default boolean holds() {
    return !(this instanceof Free);
  }

  /** Nobody holds it. */
  record Free() implements HoldReading {}

  /** Somebody holds it. */
  record Held(Hold hold) implements HoldReading {}

  /**
   * It can not be told, which counts as held: that is the safe side.
   *
   * @param reason names what can not be read and why
   */
  record Unreadable(String reason) implements HoldReading {}
}
