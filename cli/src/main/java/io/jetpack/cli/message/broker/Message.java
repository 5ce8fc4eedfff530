package io.jetpack.cli.message.broker;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * One message as the broker gets it.
 *
 * @param id unique; by it a consumer drops a repeat
 * @param rank how dearly it is kept; not told to the broker
 * @param type {@code log}, {@code healthcheck}, {@code terminate}, {@code installation} or {@code
 *     send}
 * @param routingKey at most 255 bytes of UTF-8
 * @param contentType such as {@code application/json}
 * @param timestamp when it was made
 * @param headers at least {@code cluster} and {@code node}
 * @param body what it says
 */
public record Message(
    String id,
    Rank rank,
    String type,
    String routingKey,
    String contentType,
    Instant timestamp,
    Map<String, String> headers,
    Body body) {

  /** AMQP's limit of a routing key, in bytes of UTF-8. */
  public static final int ROUTING_KEY_LIMIT_BYTES = 255;

  public Message {
    headers = Map.copyOf(headers);
    if (routingKey.getBytes(StandardCharsets.UTF_8).length > ROUTING_KEY_LIMIT_BYTES) {
      throw new IllegalArgumentException("a routing key has at most 255 bytes");
    }
  }
}
