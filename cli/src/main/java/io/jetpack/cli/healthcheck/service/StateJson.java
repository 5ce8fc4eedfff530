package io.jetpack.cli.healthcheck.service;

import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.hold.Hold;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.healthcheck.service.CheckStatus;
import io.jetpack.healthcheck.service.LastRun;
import io.jetpack.healthcheck.service.PastRun;
import io.jetpack.healthcheck.service.PendingRequest;
import io.jetpack.healthcheck.service.ServiceState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The service's state for machines: what {@code run/status.json} holds and {@code healthcheck
 * status --json} prints. Fields are added, never renamed.
 */
public final class StateJson {

  private StateJson() {}

  /**
   * One JSON object, ended by a line feed.
   *
   * @param running whether the service runs
   * @param now by which results are stale
   */
  public static String of(ServiceState state, boolean running, Instant now) {
    return JsonText.object(json -> {
      json.writeObjectPropertyStart("service");
      json.writeBooleanProperty("running", running);
      json.writeNumberProperty("pid", state.pid());
      json.writeStringProperty("since", state.started().toString());
      json.writeStringProperty("written", state.written().toString());
      json.writeEndObject();
      json.writeStringProperty("state", nodeState(state).label());
      hold(json, state.hold());
      json.writeArrayPropertyStart("checks");
      state.checks().forEach(check -> check(json, check, now));
      json.writeEndArray();
    });
  }

  /** The state of the node: that of its worst check. */
  public static HealthState nodeState(ServiceState state) {
    return HealthState.worst(
        state.checks().stream().flatMap(check -> check.state().stream()).toList());
  }

  private static void hold(JsonGenerator json, HoldReading reading) {
    switch (reading) {
      case HoldReading.Free() -> json.writeNullProperty("hold");
      case HoldReading.Held(Hold hold) -> {
        json.writeObjectPropertyStart("hold");
        text(json, "until", hold.until().map(Instant::toString).orElse(null));
        json.writeBooleanProperty("forever", hold.forever());
        json.writeStringProperty("by", hold.by());
        json.writeStringProperty("reason", hold.reason());
        json.writeStringProperty("since", hold.since().toString());
        json.writeEndObject();
      }
      case HoldReading.Unreadable(String reason) -> {
        json.writeObjectPropertyStart("hold");
        json.writeNullProperty("until");
        json.writeBooleanProperty("forever", true);
        json.writeNullProperty("by");
        json.writeStringProperty("reason", "the hold can not be read: " + reason);
        json.writeNullProperty("since");
        json.writeEndObject();
      }
    }
  }

  private static void check(JsonGenerator json, CheckStatus check, Instant now) {
    Optional<LastRun> last = check.last();
    json.writeStartObject();
    json.writeStringProperty("check", check.name());
    text(json, "path", check.path().orElse(null));
    text(json, "state", last.map(run -> run.state().label()).orElse(null));
    text(json, "kind", last.map(LastRun::kind).orElse(null));
    if (last.isPresent() && last.get().exitCode().isPresent()) {
      json.writeNumberProperty("exit_code", last.get().exitCode().getAsInt());
    } else {
      json.writeNullProperty("exit_code");
    }
    text(json, "reason", last.flatMap(LastRun::reason).orElse(null));
    json.writeStringProperty("runtime", check.runtime());
    seconds(json, "duration_seconds", last.map(LastRun::duration));
    seconds(json, "cpu_seconds", last.flatMap(LastRun::cpuTime));
    seconds(json, "interval_seconds", Optional.of(check.interval()));
    text(json, "since", last.map(run -> run.since().toString()).orElse(null));
    text(json, "last_run", last.map(run -> run.at().toString()).orElse(null));
    text(json, "next_run", check.nextRun().map(Instant::toString).orElse(null));
    json.writeNumberProperty("consecutive", last.map(LastRun::consecutive).orElse(0L));
    json.writeNumberProperty("missed_ticks", check.missedTicks());
    json.writeBooleanProperty("stale", check.isStale(now));
    request(json, check.request());
    json.writeArrayPropertyStart("history");
    check.history().forEach(run -> past(json, run));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void request(JsonGenerator json, Optional<PendingRequest> request) {
    if (request.isEmpty()) {
      json.writeNullProperty("request");
      return;
    }
    json.writeObjectPropertyStart("request");
    json.writeStringProperty("reason", request.get().reason());
    json.writeStringProperty("requested_at", request.get().requestedAt().toString());
    json.writeNumberProperty("attempt", request.get().attempt());
    json.writeEndObject();
  }

  private static void past(JsonGenerator json, PastRun run) {
    json.writeStartObject();
    json.writeStringProperty("at", run.at().toString());
    json.writeStringProperty("state", run.state().label());
    json.writeStringProperty("kind", run.kind());
    seconds(json, "duration_seconds", Optional.of(run.duration()));
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, @Nullable String value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, value);
    }
  }

  private static void seconds(JsonGenerator json, String name, Optional<Duration> time) {
    if (time.isEmpty()) {
      json.writeNullProperty(name);
    } else {
      long micros = TimeUnit.NANOSECONDS.toMicros(time.get().toNanos());
      json.writeNumberProperty(name, BigDecimal.valueOf(micros, 6));
    }
  }
}
