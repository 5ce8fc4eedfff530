package io.jetpack.healthcheck.service.termination;

import io.jetpack.healthcheck.service.state.PendingRequest;

/**
 * What is done when the node should be terminated. The agent itself never shuts the machine down.
 * Called by one thread at a time, not that of a check.
 */
public interface TerminationAction {

  /**
   * Termination is requested, for the first time or again. May take as long as it needs.
   *
   * @throws ActionFailedException when it could not be begun: the attempt does not count, and the
   *     check is asked again a minute later
   */
  void requested(PendingRequest request) throws InterruptedException, ActionFailedException;

  /**
   * An earlier request no longer holds.
   *
   * @throws ActionFailedException when it could not be begun: it is told again when the service
   *     starts
   */
  void withdrawn(PendingRequest request, String why)
      throws InterruptedException, ActionFailedException;
}
