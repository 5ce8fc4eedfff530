package io.jetpack.cli.message;

import io.jetpack.cli.message.broker.Body;
import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.node.tree.NodeIdentity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Messages for tests. */
public final class Messages {

  public static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T13:03:40.298Z"));

  static final NodeMessages OF_A_NODE =
      new NodeMessages(
          new NodeIdentity(
              Optional.of("demo"), Optional.of("s-1"), Optional.of("i-7"), Optional.of("ip-0A")),
          CLOCK);

  private Messages() {}

  public static Message log(LogPriority priority, String text) {
    return OF_A_NODE.of(new MessageData.Log(LogLevel.INFO, priority, text));
  }

  public static Message terminate(String check) {
    return OF_A_NODE.of(new MessageData.Terminate(check, "lost", CLOCK.instant(), 1));
  }

  public static Message sent(String key, byte[] bytes) {
    return OF_A_NODE.sent(key, "application/octet-stream", Map.of("a", "b"), Body.of(bytes));
  }
}
