package io.jetpack.healthcheck.action;

import io.jetpack.healthcheck.service.event.HealthEvent;
import io.jetpack.healthcheck.service.state.PendingRequest;
import io.jetpack.healthcheck.service.termination.TerminationAction;
import io.jetpack.healthcheck.service.termination.TerminationActionProvider;

/** {@code none}: only says what would be requested. */
public final class NoneProvider implements TerminationActionProvider {

  @Override
  public String name() {
    return "none";
  }

  @Override
  public TerminationAction create(Means means) {
    return new TerminationAction() {
      @Override
      public void requested(PendingRequest request) {
        note("would request the termination of this node", request, request.reason());
      }

      @Override
      public void withdrawn(PendingRequest request, String why) {
        note("would withdraw the request to terminate this node", request, why);
      }

      private void note(String what, PendingRequest request, String why) {
        means
            .events()
            .publish(
                new HealthEvent.Note(
                    "%s for %s: %s ('termination.action' is 'none')"
                        .formatted(what, request.check(), why)));
      }
    };
  }
}
