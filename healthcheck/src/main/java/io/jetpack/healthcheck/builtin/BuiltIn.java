package io.jetpack.healthcheck.builtin;

import io.jetpack.healthcheck.Verdict;

/** A check that is part of the agent. Safe for use by many threads. */
public interface BuiltIn {

  /** The name by which people know it, unlike that of any script: it has no extension. */
  String name();

  /**
   * Judges the node as it is now. Never throws, waits for nothing, and changes nothing. What can
   * not be told is unknown and never a reason to terminate.
   */
  Verdict judge();
}
