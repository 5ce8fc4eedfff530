package io.jetpack.cli.healthcheck.service.log;

import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.hold.Hold;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.healthcheck.service.event.HealthEvent;
import io.jetpack.healthcheck.service.event.HealthEvents;
import io.jetpack.healthcheck.service.state.PendingRequest;

/** Writes every event into the service's log. */
public final class EventLog implements HealthEvents {

  private final ServiceLog log;

  public EventLog(ServiceLog log) {
    this.log = log;
  }

  @Override
  public void publish(HealthEvent event) {
    switch (event) {
      case HealthEvent.CheckChanged changed -> write(changed);
      case HealthEvent.TerminationRequested(PendingRequest request) ->
          log.error(
              "termination requested for %s (attempt %d): %s"
                  .formatted(request.check(), request.attempt(), request.reason()));
      case HealthEvent.TerminationWithdrawn(PendingRequest request, String why) ->
          log.warn("termination withdrawn for %s: %s".formatted(request.check(), why));
      case HealthEvent.HoldChanged(HoldReading hold) -> write(hold);
      case HealthEvent.Trouble(String what) -> log.error(what);
      case HealthEvent.Warning(String what) -> log.warn(what);
      case HealthEvent.Note(String what) -> log.info(what);
    }
  }

  private void write(HealthEvent.CheckChanged changed) {
    String reason = changed.reason().map(text -> ": " + text).orElse("");
    String text = changed.check() + " is " + changed.state().label() + reason;
    if (changed.state() == HealthState.HEALTHY) {
      log.info(text);
    } else if (changed.held()) {
      log.warn(text + " (held: nothing is requested)");
    } else {
      log.warn(text);
    }
  }

  private void write(HoldReading reading) {
    if (reading instanceof HoldReading.Unreadable) {
      log.error(text(reading));
    } else {
      log.info(text(reading));
    }
  }

  /** Whether and how the node is held, in a sentence. */
  public static String text(HoldReading reading) {
    return switch (reading) {
      case HoldReading.Free() -> "the node is no longer held";
      case HoldReading.Held(Hold hold) ->
          "the node is held %s by %s%s"
              .formatted(
                  hold.until().map(until -> "until " + until).orElse("until it is cancelled"),
                  hold.by(),
                  hold.reason().isBlank() ? "" : ": " + hold.reason());
      case HoldReading.Unreadable(String reason) ->
          "the node counts as held, because %s; 'jetpack keepalive cancel' ends that"
              .formatted(reason);
    };
  }
}
