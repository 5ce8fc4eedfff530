package io.jetpack.cli.message;

import io.jetpack.cli.node.tree.NodeIdentity;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The body of the agent's own messages. Fields are added, never renamed. */
final class MessageJson {

  private static final JsonFactory JSON = JsonFactory.builder().build();

  private MessageJson() {}

  static byte[] write(NodeIdentity identity, Instant time, String type, MessageData data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      text(json, "cluster_name", identity.cluster());
      text(json, "instance_id", identity.instance());
      text(json, "cluster_session_id", identity.session());
      json.writeStringProperty("timestamp", time.toString());
      json.writeStringProperty("type", type);
      json.writeObjectPropertyStart("data");
      switch (data) {
        case MessageData.Log log -> log(json, log);
        case MessageData.Healthcheck health -> healthcheck(json, health);
        case MessageData.Terminate(String check, String reason, Instant at, int attempt) ->
            request(json, check, reason, at, attempt);
        case MessageData.Withdraw(String check, String why, Instant at, int attempt) ->
            request(json, check, why, at, attempt);
        case MessageData.Installation installation -> installation(json, installation);
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void log(JsonGenerator json, MessageData.Log log) {
    json.writeStringProperty("level", log.level().toString());
    json.writeStringProperty("message", log.message());
    json.writeStringProperty("priority", log.priority().toString());
  }

  private static void healthcheck(JsonGenerator json, MessageData.Healthcheck health) {
    json.writeStringProperty("check", health.check());
    json.writeStringProperty("state", health.state());
    json.writeStringProperty("kind", health.kind());
    number(json, "exit_code", health.exitCode());
    text(json, "reason", health.reason());
    json.writeStringProperty("output", health.output());
    json.writeNumberProperty("duration", seconds(health.duration()));
    json.writeStringProperty("since", health.since().toString());
  }

  private static void request(
      JsonGenerator json, String check, String reason, Instant requestedAt, int attempt) {
    json.writeStringProperty("check", check);
    json.writeStringProperty("reason", reason);
    json.writeStringProperty("requested_at", requestedAt.toString());
    json.writeNumberProperty("attempt", attempt);
  }

  private static void installation(JsonGenerator json, MessageData.Installation installation) {
    json.writeStringProperty("phase", installation.phase());
    for (Map.Entry<String, Object> detail : new TreeMap<>(installation.details()).entrySet()) {
      switch (detail.getValue()) {
        case Boolean value -> json.writeBooleanProperty(detail.getKey(), value);
        case Integer value -> json.writeNumberProperty(detail.getKey(), value);
        case Long value -> json.writeNumberProperty(detail.getKey(), value);
        case Double value -> json.writeNumberProperty(detail.getKey(), value);
        default -> json.writeStringProperty(detail.getKey(), detail.getValue().toString());
      }
    }
  }

  private static void text(JsonGenerator json, String name, Optional<String> value) {
    if (value.isPresent()) {
      json.writeStringProperty(name, value.get());
    } else {
      json.writeNullProperty(name);
    }
  }

  private static void number(JsonGenerator json, String name, OptionalInt value) {
    if (value.isPresent()) {
      json.writeNumberProperty(name, value.getAsInt());
    } else {
      json.writeNullProperty(name);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
