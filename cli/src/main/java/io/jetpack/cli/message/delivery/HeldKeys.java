package io.jetpack.cli.message.delivery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Which routing keys the broker takes messages of. Those that it refuses are tried again, one
 * message at a time, with growing distance. Times are those of {@link System#nanoTime}. Used by one
 * thread.
 */
final class HeldKeys {

  private static final class Hold {
    private final Backoff backoff;
    private long until;

    Hold(long now, Backoff backoff) {
      this.until = now;
      this.backoff = backoff;
    }
  }

  /**
   * What a refusal means.
   *
   * @param news whether it is the first one since a message of the key was taken
   * @param old the highest number of the messages that were refused for long enough, if any were
   */
  record Refusal(boolean news, OptionalLong old) {}

  private final RandomGenerator random;
  private final Refusals refusals;
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Hold> holds = new HashMap<>();

  /**
   * @param refusals knows for how long, over restarts
   */
  HeldKeys(RandomGenerator random, Refusals refusals) {
    this.random = random;
    this.refusals = refusals;
  }

  /** Time goes on. */
  void tick(boolean connected, long now) {
    refusals.tick(connected, now);
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
    if (taken.add(key)) {
      var _ = holds.remove(key);
      refusals.taken(key);
    }
  }

  /**
   * The broker did not take a message of this key.
   *
   * @param lastSequence the highest number of all messages that are there
   */
  Refusal refused(String key, long now, long lastSequence) {
    taken.remove(key);
    boolean news = !holds.containsKey(key);
    Hold hold = holds.computeIfAbsent(key, _ -> new Hold(now, new Backoff(random)));
    if (now - hold.until >= 0) {
      hold.until = now + hold.backoff.next().toNanos();
    }
    return new Refusal(news, refusals.refused(key, lastSequence));
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

  /** What has to be known after a restart is written down. */
  void save() {
    refusals.save(System.nanoTime());
  }
}
