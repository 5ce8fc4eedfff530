package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.hold.HoldReading;
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
      implements HealthEvent {}

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
