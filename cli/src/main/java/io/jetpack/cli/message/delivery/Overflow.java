package io.jetpack.cli.message.delivery;

import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.message.broker.Rank;
import io.jetpack.cli.message.outbox.EntryName;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Messages that could not be written, because the disk is full or read-only. They are in memory, go
 * to the broker like all others, and to the disk as soon as that is possible. Thread-safe.
 */
public final class Overflow {

  private static final int LIMIT = 1000;

  /** Behind everything on the disk. */
  private static final long FIRST_NUMBER = 1_000_000_000_000_000L;

  private final TreeMap<EntryName, Message> messages = new TreeMap<>(EntryName.ORDER_OF_LEAVING);
  private long next = FIRST_NUMBER;
  private Map<Rank, Long> dropped = new EnumMap<>(Rank.class);

  /** Keeps a message; when there are too many, the one that is worth least goes. */
  synchronized void add(Message message) {
    EntryName name = new EntryName(next++, message.rank(), message.body().length());
    messages.put(name, message);
    if (messages.size() > LIMIT) {
      EntryName least = Collections.min(messages.keySet(), EntryName.ORDER_OF_DROPPING);
      messages.remove(least);
      dropped.merge(least.rank(), 1L, Long::sum);
    }
  }

  synchronized Collection<EntryName> names() {
    return List.copyOf(messages.keySet());
  }

  synchronized Optional<Message> get(EntryName name) {
    return Optional.ofNullable(messages.get(name));
  }

  /** The one that came first. */
  synchronized Optional<Map.Entry<EntryName, Message>> oldest() {
    return messages.entrySet().stream()
        .min(
            Map.Entry.comparingByKey(
                (one, other) -> Long.compare(one.sequence(), other.sequence())))
        .map(Map.Entry::copyOf);
  }

  /** Whether it was there. */
  synchronized boolean remove(EntryName name) {
    return messages.remove(name) != null;
  }

  /** How many were dropped since this was asked the last time, by what they were worth. */
  public synchronized Map<Rank, Long> takeDropped() {
    Map<Rank, Long> counts = dropped;
    dropped = new EnumMap<>(Rank.class);
    return counts;
  }

  /** These could not be written down; whoever asks next gets them, too. */
  synchronized void giveBackDropped(Map<Rank, Long> counts) {
    counts.forEach((rank, count) -> dropped.merge(rank, count, Long::sum));
  }

  public synchronized int size() {
    return messages.size();
  }
}
