package io.jetpack.cli.healthcheck.keepalive;

/** The time on this node. Safe for use by many threads. */
@FunctionalInterface
interface NodeTime {

  /** Never throws. */
  Moment now();
}
