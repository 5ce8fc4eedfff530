package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.healthcheck.service.log.EventLog;
import io.jetpack.cli.message.LogLevel;
import io.jetpack.cli.message.LogPriority;
import io.jetpack.cli.message.MessageData;
import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.service.event.HealthEvent;
import io.jetpack.healthcheck.service.event.HealthEvents;
import io.jetpack.healthcheck.service.state.PendingRequest;
import java.util.function.Consumer;

/** Tells the cluster what it should know, and the service's log everything. */
final class ClusterEvents implements HealthEvents {

  private final HealthEvents log;
  private final Consumer<MessageData> cluster;

  ClusterEvents(HealthEvents log, Consumer<MessageData> cluster) {
    this.log = log;
    this.cluster = cluster;
  }

  @Override
  public void publish(HealthEvent event) {
    log.publish(event);
    switch (event) {
      case HealthEvent.CheckChanged changed -> cluster.accept(healthcheck(changed));
      case HealthEvent.TerminationRequested(PendingRequest request) ->
          cluster.accept(
              new MessageData.Terminate(
                  request.check(), request.reason(), request.requestedAt(), request.attempt()));
      case HealthEvent.TerminationWithdrawn(PendingRequest request, String why) ->
          cluster.accept(
              new MessageData.Withdraw(
                  request.check(), why, request.requestedAt(), request.attempt()));
      case HealthEvent.HoldChanged(var hold) ->
          cluster.accept(log(LogLevel.INFO, EventLog.text(hold)));
      case HealthEvent.Trouble(String what) -> cluster.accept(log(LogLevel.ERROR, what));
      case HealthEvent.Warning(String what) -> cluster.accept(log(LogLevel.WARN, what));
      case HealthEvent.Note _ -> {
        // of interest on the node only
      }
    }
  }

  private static MessageData log(LogLevel level, String text) {
    return new MessageData.Log(level, LogPriority.MEDIUM, text);
  }

  static MessageData healthcheck(HealthEvent.CheckChanged changed) {
    return new MessageData.Healthcheck(
        changed.check(),
        state(changed),
        changed.kind(),
        changed.exitCode(),
        changed.reason(),
        changed.output(),
        changed.duration(),
        changed.since());
  }

  private static String state(HealthEvent.CheckChanged changed) {
    boolean held = changed.held() && changed.state() == HealthState.TERMINATE;
    return held ? "held" : changed.state().label();
  }
}
