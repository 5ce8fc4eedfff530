package io.jetpack.healthcheck.builtin;

/** The port by which it is learned how far the node's installation is. */
@FunctionalInterface
public interface Convergence {

  /** How it is now. Never throws, and waits for nothing. Safe for use by many threads. */
  ConvergeState read();
}
