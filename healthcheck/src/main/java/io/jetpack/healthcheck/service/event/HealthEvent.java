package io.jetpack.healthcheck.service.event;

import io.jetpack.healthcheck.CheckResult;
import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.healthcheck.service.state.PendingRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Something that the world should know about the node's health. */
public sealed interface HealthEvent {

  /** What a check says has changed, or it is time to say it again. */
  record CheckChanged(
      String check,
      HealthState state,
      boolean held,
      String kind,
      OptionalInt exitCode,
      Optional<String> reason,
      String output,
      Duration duration,
      Instant since)
      implements HealthEvent {

    private static final int OUTPUT_AT_MOST = 4096;

    /**
     * What a run of a script says.
     *
     * @param held whether the node is held
     * @param since when its state began
     */
    public static CheckChanged of(CheckResult result, boolean held, Instant since) {
      return of(result.check().name(), RunResult.of(result, Optional.empty()), held, since);
    }

    public static CheckChanged of(String check, RunResult result, boolean held, Instant since) {
      String output = result.output();
      return new CheckChanged(
          check,
          result.state(),
          held,
          result.kind(),
          result.exitCode(),
          result.reason(),
          output.substring(0, Math.min(output.length(), OUTPUT_AT_MOST)),
          result.duration(),
          since);
    }
  }

  /** The node should be terminated. */
  record TerminationRequested(PendingRequest request) implements HealthEvent {}

  /** A request no longer holds. */
  record TerminationWithdrawn(PendingRequest request, String why) implements HealthEvent {}

  /** The node is held, or no longer. */
  record HoldChanged(HoldReading hold) implements HealthEvent {}

  /** Something about the agent itself that an operator should look at. */
  record Trouble(String what) implements HealthEvent {}

  /** Something that somebody should mend, and that stops nothing. */
  record Warning(String what) implements HealthEvent {}

  /** Something that an operator may want to know. */
  record Note(String what) implements HealthEvent {}
}
