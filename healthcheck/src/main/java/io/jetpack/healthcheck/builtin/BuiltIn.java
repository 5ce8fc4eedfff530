package io.jetpack.healthcheck.builtin;

import io.jetpack.healthcheck.Verdict;

/** A check that is part of the agent. Safe for use by many threads. */
public interface BuiltIn {

  /** The name by which people know it. */
  String name();

  /** What it says now. Never throws, and never waits. */
  Verdict judge();
}
