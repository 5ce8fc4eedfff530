package io.jetpack.cli.healthcheck.keepalive;

import io.jetpack.cli.node.Uptime;
import io.jetpack.healthcheck.hold.Hold;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** A hold as a JSON object. Fields are added, never renamed; unknown ones are passed over. */
final class HoldJson {

  /** What came of parsing. */
  sealed interface Parsed {
    record Good(StoredHold hold) implements Parsed {}

    /**
     * It was not written by this program, or is damaged.
     *
     * @param why what is wrong in it
     */
    record Broken(String why) implements Parsed {}
  }

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** What the texts for people can show; everything else is a mistake. */
  private static final Instant EARLIEST = Instant.EPOCH;

  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private HoldJson() {}

  /** One object, ended by a line feed. */
  static byte[] write(StoredHold stored) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      Hold hold = stored.hold();
      json.writeStartObject();
      json.writeStringProperty("since", hold.since().toString());
      if (hold.until().isPresent()) {
        json.writeStringProperty("until", hold.until().get().toString());
      } else {
        json.writeNullProperty("until");
      }
      json.writeBooleanProperty("forever", hold.forever());
      json.writeStringProperty("by", hold.by());
      json.writeStringProperty("reason", hold.reason());
      if (stored.end().isPresent()) {
        json.writeStringProperty("boot_id", stored.end().get().bootId());
        json.writeNumberProperty("until_uptime_seconds", stored.end().get().seconds());
      } else {
        json.writeNullProperty("boot_id");
        json.writeNullProperty("until_uptime_seconds");
      }
      json.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  /** Reads what {@link #write} wrote. */
  static Parsed parse(byte[] bytes) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      return new Parsed.Good(hold(values(json)));
    } catch (JacksonException e) {
      return new Parsed.Broken("it is no whole JSON object");
    } catch (WrongValueException e) {
      return new Parsed.Broken(String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, Object> values(JsonParser json) {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new WrongValueException("it is no JSON object");
    }
    Map<String, Object> values = new HashMap<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (value) {
        case VALUE_STRING -> values.put(name, json.getString());
        case VALUE_NUMBER_INT -> values.put(name, json.getLongValue());
        case VALUE_TRUE, VALUE_FALSE -> values.put(name, json.getBooleanValue());
        case VALUE_NULL -> values.remove(name);
        default -> {
          values.put(name, value);
          json.skipChildren();
        }
      }
    }
    if (json.nextToken() != null) {
      throw new WrongValueException("there is more in it than one JSON object");
    }
    return values;
  }

  private static StoredHold hold(Map<String, Object> values) {
    Optional<Instant> until = Optional.ofNullable(values.get("until")).map(v -> time("until", v));
    if (until.isEmpty() != required(values, "forever", Boolean.class)) {
      throw new WrongValueException("'until' and 'forever' contradict each other");
    }
    Instant since = time("since", values.get("since"));
    String by = required(values, "by", String.class);
    String reason = required(values, "reason", String.class);
    return new StoredHold(new Hold(until, since, by, reason), end(values));
  }

  private static Optional<Uptime> end(Map<String, Object> values) {
    if (!values.containsKey("boot_id") || !values.containsKey("until_uptime_seconds")) {
      return Optional.empty();
    }
    String bootId = required(values, "boot_id", String.class);
    long seconds = required(values, "until_uptime_seconds", Long.class);
    if (seconds < 0 || seconds > LATEST.getEpochSecond()) {
      throw new WrongValueException("'until_uptime_seconds' is out of bounds");
    }
    return Optional.of(new Uptime(bootId, seconds));
  }

  private static <T> T required(Map<String, Object> values, String name, Class<T> type) {
    Object value = values.get(name);
    if (value == null) {
      throw new WrongValueException("'%s' is missing".formatted(name));
    }
    if (!type.isInstance(value)) {
      throw new WrongValueException("'%s' is of a wrong type".formatted(name));
    }
    return type.cast(value);
  }

  private static Instant time(String name, @Nullable Object value) {
    try {
      Instant time = Instant.parse(value instanceof String text ? text : "");
      if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
        return time;
      }
    } catch (DateTimeException e) {
      // told below
    }
    throw new WrongValueException("'%s' is no time".formatted(name));
  }

  /** Leads from a wrong value out of the parsing. */
  private static final class WrongValueException extends RuntimeException {

    private static final long serialVersionUID = 1;

    WrongValueException(String message) {
      super(message);
    }
  }
}
