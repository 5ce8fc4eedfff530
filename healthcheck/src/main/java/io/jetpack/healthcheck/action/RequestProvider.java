package io.jetpack.healthcheck.action;

import io.jetpack.healthcheck.service.event.HealthEvent;
import io.jetpack.healthcheck.service.state.PendingRequest;
import io.jetpack.healthcheck.service.termination.TerminationAction;
import io.jetpack.healthcheck.service.termination.TerminationActionProvider;

/** {@code request}: asks the cluster's server, which is the way of the guide. */
public final class RequestProvider implements TerminationActionProvider {

  @Override
  public String name() {
    return "request";
  }

  @Override
  public TerminationAction create(Means means) {
    return new TerminationAction() {
      @Override
      public void requested(PendingRequest request) {
        means.events().publish(new HealthEvent.TerminationRequested(request));
      }

      @Override
      public void withdrawn(PendingRequest request, String why) {
        means.events().publish(new HealthEvent.TerminationWithdrawn(request, why));
      }
    };
  }
}
