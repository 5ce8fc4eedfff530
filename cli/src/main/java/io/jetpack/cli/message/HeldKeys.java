package io.jetpack.cli.message;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Which routing keys the broker takes messages of. Those that it refuses are tried again, one
 * message at a time, with growing distance. Times are those of {@link System#nanoTime}.
 */
final class HeldKeys {

  private static final class Hold {
    private final long since;
    private final Backoff backoff;
    private long until;

    Hold(long now, Backoff backoff) {
      this.since = now;
      this.backoff = backoff;
    }
  }

  private final RandomGenerator random;
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Hold> holds = new HashMap<>();

  HeldKeys(RandomGenerator random) {
    this.random = random;
  }

  /** Whether messages of this key may follow one another without waiting. */
  boolean isTaken(String key) {
    return taken.contains(key);
  }

  /** Whether a message of this key may be tried now. */
  boolean isFree(String key, long now) {
    Hold hold = holds.get(key);
    return hold == null || now - hold.until >= 0;
  }

  void taken(String key) {
    taken.add(key);
    holds.remove(key);
  }

  /**
   * The broker did not take a message of this key.
   *
   * @return for how long it has not
   */
  Duration refused(String key, long now) {
    taken.remove(key);
    Hold hold = holds.computeIfAbsent(key, _ -> new Hold(now, new Backoff(random)));
    if (now - hold.until >= 0) {
      hold.until = now + hold.backoff.next().toNanos();
    }
    return Duration.ofNanos(now - hold.since);
  }

  /**
   * How long it is until the next of them may be tried; those that may be tried already do not
   * count.
   */
  long untilNextTry(long now) {
    return holds.values().stream()
        .mapToLong(hold -> hold.until - now)
        .filter(nanos -> nanos > 0)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** Another broker may take others. */
  void forgetTaken() {
    taken.clear();
  }
}
