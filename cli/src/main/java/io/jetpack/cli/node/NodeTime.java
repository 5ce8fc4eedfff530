package io.jetpack.cli.node;

/** The time on this node. Safe for use by many threads. */
@FunctionalInterface
public interface NodeTime {

  /** Never throws. */
  Moment now();
}
