package io.jetpack.cli.message.amqp;

import com.rabbitmq.client.AMQP;
import io.jetpack.cli.message.broker.Message;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What AMQP is told of a message beside its body. */
final class Envelope {

  static final String APPLICATION = "jetpack";

  private static final int PERSISTENT = 2;

  /** AMQP's limit of a short string, in bytes of UTF-8. */
  private static final int SHORT_LIMIT_BYTES = 255;

  /** More than the frame, the fixed fields and the marks between headers need. */
  private static final int OVERHEAD_BYTES = 1024;

  private static final int OVERHEAD_OF_A_HEADER_BYTES = 6;

  private Envelope() {}

  static AMQP.BasicProperties of(Message message) {
    Map<String, Object> headers = new HashMap<>(message.headers());
    return new AMQP.BasicProperties.Builder()
        .messageId(message.id())
        .type(message.type())
        .appId(APPLICATION)
        .contentType(message.contentType())
        .timestamp(Date.from(message.timestamp()))
        .deliveryMode(PERSISTENT)
        .headers(headers)
        .build();
  }

  /**
   * Why AMQP can not say this at all. A broker would not even be asked.
   *
   * @param frameLimitBytes what the connection takes in one piece; 0 for anything
   */
  static Optional<String> impossible(Message message, int frameLimitBytes) {
    int total = OVERHEAD_BYTES;
    for (String text :
        (Iterable<String>)
            Stream.concat(
                    Stream.of(message.id(), message.type(), message.contentType()),
                    message.headers().keySet().stream())
                ::iterator) {
      int bytes = bytes(text);
      total += bytes;
      if (bytes > SHORT_LIMIT_BYTES) {
        return Optional.of(
            "'%s...' has %d bytes, and AMQP takes 255 for an id, a type, a content type or the name of a header"
                .formatted(text.substring(0, Math.min(20, text.length())), bytes));
      }
    }
    for (String value : message.headers().values()) {
      total += bytes(value) + OVERHEAD_OF_A_HEADER_BYTES;
    }
    return frameLimitBytes > 0 && total > frameLimitBytes
        ? Optional.of(
            "the headers have %d bytes together, and the broker takes %d"
                .formatted(total - OVERHEAD_BYTES, frameLimitBytes - OVERHEAD_BYTES))
        : Optional.empty();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
