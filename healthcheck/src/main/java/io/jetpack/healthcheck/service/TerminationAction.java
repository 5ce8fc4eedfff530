package io.jetpack.healthcheck.service;

/**
 * What is done when the node should be terminated. The agent itself never shuts the machine down.
 * Called by one thread at a time, not that of a check.
 */
public interface TerminationAction {

  /**
   * Termination is requested, for the first time or again. May take as long as it needs; must not
   * throw.
   */
  void requested(PendingRequest request) throws InterruptedException;

  /** An earlier request no longer holds. */
  void withdrawn(PendingRequest request, String why) throws InterruptedException;
}
