package io.jetpack.samples.consumer;

import com.rabbitmq.client.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A message as it came. What is no JSON of ours is shown by its size.
 *
 * @param id the same for a repeat
 * @param type of the message contract
 * @param node who says it
 * @param routingKey where it was sent
 * @param bodyBytes how large it is
 * @param json what it says, missing where it is no JSON
 */
record Received(
    String id, String type, String node, String routingKey, int bodyBytes, JsonNode json) {

  private static final Set<String> ON_THE_PAGE = Set.of("medium", "high");

  static Received of(Delivery delivery) {
    Map<String, Object> headers = delivery.getProperties().getHeaders();
    Object node = headers == null ? null : headers.get("node");
    String id = delivery.getProperties().getMessageId();
    String type = delivery.getProperties().getType();
    return new Received(
        // without an id nothing can be said to be a repeat
        id == null ? "delivery " + delivery.getEnvelope().getDeliveryTag() : id,
        type == null ? "unknown" : type,
        node == null ? "-" : node.toString(),
        delivery.getEnvelope().getRoutingKey(),
        delivery.getBody().length,
        json(delivery.getBody()));
  }

  private static JsonNode json(byte[] body) {
    try {
      return JsonMapper.shared().readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  /** What somebody sent on purpose is no event of the node. */
  boolean isEvent() {
    return !type.equals("send");
  }

  /** Log messages of low priority would inundate the page. */
  boolean isOnThePage() {
    return type.equals("log") && ON_THE_PAGE.contains(data("priority"));
  }

  private String data(String field) {
    return json.path("data").path(field).asString("");
  }

  /** One line, whatever is in it. */
  String line() {
    String what =
        switch (type) {
          case "log" -> "%s (%s) %s".formatted(data("level"), data("priority"), data("message"));
          case "send" -> "%d bytes".formatted(bodyBytes);
          default ->
              json.path("data").properties().stream()
                  .map(entry -> entry.getKey() + "=" + entry.getValue().asString(""))
                  .collect(Collectors.joining(" "));
        };
    return "%s %s %s %s".formatted(time(), node, routingKey, escaped(what));
  }

  /** As it stands on the Cluster UI page. */
  String pageLine() {
    return "%s  %-6s %-5s %s: %s"
        .formatted(time(), data("priority"), data("level"), node, escaped(data("message")));
  }

  private String time() {
    return json.path("timestamp").asString("-");
  }

  private static String escaped(String text) {
    return text.codePoints()
        .mapToObj(point ->
            point == '\n'
                ? "\\n"
                : Character.isISOControl(point)
                    ? "\\u%04x".formatted(point)
                    : Character.toString(point))
        .collect(Collectors.joining());
  }
}
