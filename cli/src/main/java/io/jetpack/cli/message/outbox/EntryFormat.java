package io.jetpack.cli.message.outbox;

import io.jetpack.cli.message.broker.Body;
import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.message.broker.Rank;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A message as a file: a line with a check sum over the rest and the rest's length, a line with the
 * properties as a JSON object, and the body's bytes as they are.
 */
final class EntryFormat {

  private static final JsonFactory JSON = JsonFactory.builder().build();
  private static final int LONGEST_FIRST_LINE = 40;
  private static final Pattern FIRST_LINE =
      Pattern.compile("jetpack-message 1 ([0-9a-f]{8}) (\\d{1,10})");

  private EntryFormat() {}

  static byte[] write(Message message) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream(message.body().length() + 512);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), rest)) {
      json.writeStartObject();
      json.writeStringProperty("id", message.id());
      json.writeStringProperty("rank", message.rank().name());
      json.writeStringProperty("type", message.type());
      json.writeStringProperty("routing_key", message.routingKey());
      json.writeStringProperty("content_type", message.contentType());
      json.writeStringProperty("timestamp", message.timestamp().toString());
      json.writeObjectPropertyStart("headers");
      message.headers().forEach(json::writeStringProperty);
      json.writeEndObject();
      json.writeEndObject();
    }
    rest.write('\n');
    rest.writeBytes(message.body().bytes());
    byte[] bytes = rest.toByteArray();
    byte[] first =
        String.format(
                Locale.ROOT,
                "jetpack-message 1 %08x %d\n",
                checkSum(bytes, 0, bytes.length),
                bytes.length)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(first, first.length + bytes.length);
    System.arraycopy(bytes, 0, all, first.length, bytes.length);
    return all;
  }

  private static long checkSum(byte[] bytes, int from, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, from, length);
    return sum.getValue();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  static Message parse(byte[] bytes) {
    int start = indexOfLineFeed(bytes, 0, LONGEST_FIRST_LINE) + 1;
    Matcher first =
        FIRST_LINE.matcher(
            new String(bytes, 0, Math.max(0, start - 1), StandardCharsets.ISO_8859_1));
    if (!first.matches()) {
      throw new IllegalArgumentException("it does not begin like a message");
    }
    int length = bytes.length - start;
    if (Long.parseLong(first.group(2)) != length) {
      throw new IllegalArgumentException(
          "it is %s bytes long instead of %s".formatted(length, first.group(2)));
    }
    if (Long.parseLong(first.group(1), 16) != checkSum(bytes, start, length)) {
      throw new IllegalArgumentException("its check sum is wrong");
    }
    int end = indexOfLineFeed(bytes, start, bytes.length);
    if (end < 0) {
      throw new IllegalArgumentException("it has no body");
    }
    return message(
        bytes, start, end - start, Body.of(Arrays.copyOfRange(bytes, end + 1, bytes.length)));
  }

  private static int indexOfLineFeed(byte[] bytes, int from, int limit) {
    for (int i = from; i < Math.min(limit, bytes.length); i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static Message message(byte[] bytes, int from, int length, Body body) {
    Map<String, String> properties = new HashMap<>();
    Map<String, String> headers = new HashMap<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, from, length)) {
      Map<String, String> level = properties;
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        switch (token) {
          case VALUE_STRING -> level.put(json.currentName(), json.getString());
          case START_OBJECT -> level = json.currentName() == null ? properties : headers;
          case END_OBJECT -> level = properties;
          default -> {}
        }
      }
      return new Message(
          required(properties.get("id")),
          Rank.valueOf(required(properties.get("rank"))),
          required(properties.get("type")),
          required(properties.get("routing_key")),
          required(properties.get("content_type")),
          Instant.parse(required(properties.get("timestamp"))),
          headers,
          body);
    } catch (JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("its properties can not be read", e);
    }
  }

  private static String required(@Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException("it lacks a property");
    }
    return value;
  }
}
