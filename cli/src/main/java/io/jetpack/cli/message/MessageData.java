package io.jetpack.cli.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What the messages of the agent tell, one record a type; see the message contract in docs. */
public sealed interface MessageData {

  /** Somebody has something to say. */
  record Log(LogLevel level, LogPriority priority, String message) implements MessageData {}

  /**
   * The state of a check has changed, or it is time to say it again.
   *
   * @param state healthy, unknown, terminate or held
   * @param kind how the check ended
   * @param output the end of what it wrote
   * @param duration of its last run
   * @param since when the state began
   */
  record Healthcheck(
      String check,
      String state,
      String kind,
      OptionalInt exitCode,
      Optional<String> reason,
      String output,
      Duration duration,
      Instant since)
      implements MessageData {}

  /**
   * The node asks to be terminated.
   *
   * @param attempt from 1
   */
  record Terminate(String check, String reason, Instant requestedAt, int attempt)
      implements MessageData {}

  /**
   * The node no longer asks for that. It is a type of its own, so that nobody who only looks for
   * {@code terminate} ends a healthy node.
   *
   * @param why for people
   */
  record Withdraw(String check, String why, Instant requestedAt, int attempt)
      implements MessageData {}

  /**
   * How the node gets on with its installation.
   *
   * @param phase becomes part of the routing key: lower-case letters, digits, underscores
   * @param details numbers, texts and booleans by their names
   */
  record Installation(String phase, Map<String, Object> details) implements MessageData {
    public Installation {
      details = Map.copyOf(details);
    }
  }
}
