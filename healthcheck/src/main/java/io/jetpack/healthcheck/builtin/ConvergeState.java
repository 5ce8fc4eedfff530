package io.jetpack.healthcheck.builtin;

import java.time.Duration;
import java.time.Instant;

/** How far the node's installation is. */
public sealed interface ConvergeState {

  /** There is nothing to install, or nobody knows since when: no node of a cluster. */
  record NotLaunched() implements ConvergeState {}

  /**
   * The node was launched and has not finished.
   *
   * @param launchedAt since when it could have been installing
   * @param limit how long that may take, more than zero
   */
  record Installing(Instant launchedAt, Duration limit) implements ConvergeState {
    public Installing {
      if (!limit.isPositive()) {
        throw new IllegalArgumentException("no time to install: " + limit);
      }
    }
  }

  /** The node has finished once. */
  record Finished() implements ConvergeState {}

  /**
   * It can not be told.
   *
   * @param reason names the file, what is wrong in it, and what to write instead
   */
  record Broken(String reason) implements ConvergeState {}
}
