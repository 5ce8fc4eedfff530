package io.jetpack.cli.json;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object that is being written, property by property, as people can read it, too. What is
 * empty is written as null. Used by one thread at a time.
 */
public final class JsonObject {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;

  private JsonObject(JsonGenerator json) {
    this.json = json;
  }

  /**
   * One JSON object, ended by a line feed.
   *
   * @param properties writes what is in it
   */
  public static String text(Consumer<JsonObject> properties) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(new IndentedJson(), text)) {
      json.writeStartObject();
      properties.accept(new JsonObject(json));
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }

  public void put(String name, String value) {
    json.writeStringProperty(name, value);
  }

  public void put(String name, boolean value) {
    json.writeBooleanProperty(name, value);
  }

  public void put(String name, long value) {
    json.writeNumberProperty(name, value);
  }

  /** A file, by its whole path. */
  public void put(String name, Path value) {
    put(name, value.toAbsolutePath().normalize().toString());
  }

  /** A time of day in UTC, in the form of ISO 8601. */
  public void put(String name, Instant value) {
    put(name, value.toString());
  }

  /** Seconds with six decimals. */
  public void put(String name, Duration value) {
    long micros = TimeUnit.NANOSECONDS.toMicros(value.toNanos());
    json.writeNumberProperty(name, BigDecimal.valueOf(micros, 6));
  }

  public void putText(String name, Optional<String> value) {
    value.ifPresentOrElse(text -> put(name, text), () -> putNothing(name));
  }

  public void putNumber(String name, OptionalInt value) {
    value.ifPresentOrElse(number -> put(name, number), () -> putNothing(name));
  }

  public void putTime(String name, Optional<Instant> value) {
    value.ifPresentOrElse(time -> put(name, time), () -> putNothing(name));
  }

  public void putSeconds(String name, Optional<Duration> value) {
    value.ifPresentOrElse(time -> put(name, time), () -> putNothing(name));
  }

  public void putNothing(String name) {
    json.writeNullProperty(name);
  }

  public void putTexts(String name, Collection<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  /** An object within this one. */
  public void putObject(String name, Consumer<JsonObject> properties) {
    json.writeObjectPropertyStart(name);
    properties.accept(this);
    json.writeEndObject();
  }

  /** An array of objects. */
  public <T> void putObjects(
      String name, Collection<T> values, BiConsumer<JsonObject, T> properties) {
    json.writeArrayPropertyStart(name);
    for (T value : values) {
      json.writeStartObject();
      properties.accept(this, value);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
