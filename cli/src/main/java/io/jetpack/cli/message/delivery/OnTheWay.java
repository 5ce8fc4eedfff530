package io.jetpack.cli.message.delivery;

import io.jetpack.cli.message.outbox.EntryName;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was given to the broker and has no fate yet: how much that may be at once, and since when
 * nothing has come back. Times are those of {@link System#nanoTime}. Used by one thread.
 */
final class OnTheWay {

  private static final int MOST_MESSAGES = 1000;
  private static final long MOST_BYTES = 8L * 1024 * 1024;
  private static final Duration CONFIRM_LIMIT = Duration.ofSeconds(30);

  private final Map<EntryName, String> keys = new HashMap<>();

  /** One of these is what the broker takes offence at: while there are any, each goes alone. */
  private final Set<EntryName> suspects = new HashSet<>();

  private long bytes;
  private long lastProgress;

  OnTheWay(long now) {
    lastProgress = now;
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  int size() {
    return keys.size();
  }

  Set<EntryName> names() {
    return keys.keySet();
  }

  boolean contains(EntryName name) {
    return keys.containsKey(name);
  }

  /** Whether there is a message of this routing key among them. */
  boolean hasKey(String routingKey) {
    return keys.containsValue(routingKey);
  }

  /** Whether one more may go. */
  boolean hasRoom() {
    return keys.size() < MOST_MESSAGES
        && bytes < MOST_BYTES
        && (suspects.isEmpty() || keys.isEmpty());
  }

  void add(EntryName name, String routingKey, long now) {
    if (keys.isEmpty()) {
      lastProgress = now;
    }
    keys.put(name, routingKey);
    bytes += name.sizeBytes();
  }

  /** It has a fate now; gives its routing key, unless it was not on the way. */
  Optional<String> settle(EntryName name, long now) {
    String key = keys.remove(name);
    if (key != null) {
      bytes -= name.sizeBytes();
      lastProgress = now;
      boolean _ = suspects.remove(name);
    }
    return Optional.ofNullable(key);
  }

  /** It may be the one. */
  void suspect(EntryName name) {
    boolean _ = suspects.add(name);
  }

  /** How long the broker has to say something. */
  long untilStuck(long now) {
    return keys.isEmpty() ? Long.MAX_VALUE : lastProgress + CONFIRM_LIMIT.toNanos() - now;
  }

  /** Why the connection is given up, when the broker has said nothing for too long. */
  Optional<String> stuck(long now) {
    return untilStuck(now) >= 0
        ? Optional.empty()
        : Optional.of(
            "the broker has confirmed nothing for %d s".formatted(CONFIRM_LIMIT.toSeconds()));
  }
}
