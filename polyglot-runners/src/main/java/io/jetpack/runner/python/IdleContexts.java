package io.jetpack.runner.python;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Contexts that wait for their next run. The one that was made first is taken first: so all scripts
 * get compiled in as few contexts as possible, and those that were made for a crowd rest until they
 * are given up. Not thread-safe.
 *
 * @param <C> a context
 */
final class IdleContexts<C> {

  /**
   * A context and its place in the order in which they were made.
   *
   * @param number smaller for what was made earlier
   */
  record Numbered<C>(long number, C context) {}

  private record Resting<C>(Numbered<C> context, long since) {}

  private final TreeMap<Long, Resting<C>> resting = new TreeMap<>();
  private final int limit;
  private final Duration rest;
  private final LongSupplier nanoTime;
  private long made;

  /**
   * @param limit how many wait at most; the least recently used is given up first
   * @param rest how long one may wait beside the first
   */
  IdleContexts(int limit, Duration rest, LongSupplier nanoTime) {
    this.limit = limit;
    this.rest = rest;
    this.nanoTime = nanoTime;
  }

  /** A number for a context that was just made. */
  Numbered<C> number(C context) {
    return new Numbered<>(made++, context);
  }

  boolean isEmpty() {
    return resting.isEmpty();
  }

  int size() {
    return resting.size();
  }

  /** The one that was made first. */
  Optional<Numbered<C>> take() {
    return Optional.ofNullable(resting.pollFirstEntry()).map(entry -> entry.getValue().context());
  }

  /**
   * It waits from now on.
   *
   * @return those that are given up
   */
  List<C> giveBack(Numbered<C> context) {
    long now = nanoTime.getAsLong();
    resting.put(context.number(), new Resting<>(context, now));
    List<Resting<C>> surplus = new ArrayList<>();
    if (resting.size() > limit) {
      surplus.add(
          resting.values().stream()
              .max(Comparator.comparingLong(each -> now - each.since()))
              .orElseThrow());
    }
    resting.tailMap(resting.firstKey(), false).values().stream()
        .filter(each -> now - each.since() > rest.toNanos())
        .forEach(surplus::add);
    surplus.forEach(each -> resting.remove(each.context().number()));
    return surplus.stream().map(each -> each.context().context()).distinct().toList();
  }

  /** All of them are given up. */
  List<C> clear() {
    List<C> all = resting.values().stream().map(each -> each.context().context()).toList();
    resting.clear();
    return all;
  }
}
