package io.jetpack.cli.message;

import io.jetpack.cli.message.broker.Body;
import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.message.broker.Rank;
import io.jetpack.cli.node.tree.NodeIdentity;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Makes messages of what this node has to tell. Immutable. */
public final class NodeMessages {

  private static final String JSON = "application/json";

  private final NodeIdentity identity;
  private final InstantSource clock;

  public NodeMessages(NodeIdentity identity, InstantSource clock) {
    this.identity = identity;
    this.clock = clock;
  }

  /** A message of one of the agent's own types. */
  public Message of(MessageData data) {
    return of(data, UUID.randomUUID().toString());
  }

  /** The same, where the id must not change when it is made a second time. */
  Message of(MessageData data, String id) {
    return of(data, id, clock.instant());
  }

  /**
   * The same.
   *
   * @param time when it was said
   */
  Message of(MessageData data, String id, Instant time) {
    String type = type(data);
    Instant now = time.truncatedTo(ChronoUnit.MILLIS);
    return new Message(
        id,
        rank(data),
        type,
        routingKey(data),
        JSON,
        now,
        headers(Map.of()),
        Body.of(MessageJson.write(identity, now, type, data)));
  }

  /**
   * A message of somebody's own bytes, untouched.
   *
   * @param headers win over our own
   * @throws IllegalArgumentException when the routing key is too long
   */
  public Message sent(
      String routingKey, String contentType, Map<String, String> headers, Body body) {
    return new Message(
        UUID.randomUUID().toString(),
        Rank.VALUABLE,
        "send",
        routingKey,
        contentType,
        now(),
        headers(headers),
        body);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private Map<String, String> headers(Map<String, String> more) {
    Map<String, String> headers = new HashMap<>();
    identity.cluster().ifPresent(cluster -> headers.put("cluster", cluster));
    identity.node().ifPresent(node -> headers.put("node", node));
    headers.putAll(more);
    return headers;
  }

  private static String type(MessageData data) {
    return switch (data) {
      case MessageData.Log _ -> "log";
      case MessageData.Healthcheck _ -> "healthcheck";
      case MessageData.Terminate _ -> "terminate";
      case MessageData.Withdraw _ -> "withdraw";
      case MessageData.Installation _ -> "installation";
    };
  }

  private static String routingKey(MessageData data) {
    return switch (data) {
      case MessageData.Log log -> "log." + log.level();
      case MessageData.Healthcheck health -> "healthcheck." + health.state();
      case MessageData.Terminate _ -> "terminate";
      case MessageData.Withdraw _ -> "withdraw";
      case MessageData.Installation installation -> "installation." + installation.phase();
    };
  }

  private static Rank rank(MessageData data) {
    return switch (data) {
      case MessageData.Log log ->
          switch (log.priority()) {
            case LOW -> Rank.LOW;
            case MEDIUM -> Rank.MEDIUM;
            case HIGH -> Rank.HIGH;
          };
      case MessageData.Healthcheck _, MessageData.Installation _ -> Rank.VALUABLE;
      case MessageData.Terminate _, MessageData.Withdraw _ -> Rank.TERMINATION;
    };
  }
}
