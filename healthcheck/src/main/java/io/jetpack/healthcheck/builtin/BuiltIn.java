package io.jetpack.healthcheck.builtin;

import io.jetpack.healthcheck.Verdict;

/** A check that is part of the agent. Safe for use by many threads. */
public interface BuiltIn {

  /** The name by which people know it, unlike that of any script: it has no extension. */
  String name();

  /**
   * How far the two runs lie apart that both must ask for the node's termination, as a multiple of
   * the time between runs that confirm a 254. A clock that was set, or that is not set yet, makes a
   * time come too early, and nobody can take back what was asked for meanwhile.
   */
  default int confirmationsApart() {
    return 6;
  }

  /**
   * Judges the node as it is now. Never throws, waits for nothing, and changes nothing. What can
   * not be told is unknown and never a reason to terminate.
   */
  Verdict judge();
}
