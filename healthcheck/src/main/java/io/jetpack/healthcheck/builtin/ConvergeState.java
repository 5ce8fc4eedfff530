package io.jetpack.healthcheck.builtin;

import java.time.Duration;

/** How far the node's installation is. */
public sealed interface ConvergeState {

  /** There is nothing to install, or nobody knows since when: no node of a cluster. */
  record NotLaunched() implements ConvergeState {}

  /**
   * The node was launched and has not finished.
   *
   * @param from since when it could have been installing, for people: "its launch at ..."
   * @param elapsed how long ago that was; negative when it is to come
   * @param limit how long it may take, more than zero
   */
  record Installing(String from, Duration elapsed, Duration limit) implements ConvergeState {
    public Installing {
      if (!limit.isPositive()) {
        throw new IllegalArgumentException("no time to install: " + limit);
      }
    }
  }

  /** The node has finished once, or nobody can rule that out. */
  record Finished() implements ConvergeState {}

  /**
   * It can not be told.
   *
   * @param reason names the file, what is wrong in it, and what to write instead
   */
  record Broken(String reason) implements ConvergeState {}
}
