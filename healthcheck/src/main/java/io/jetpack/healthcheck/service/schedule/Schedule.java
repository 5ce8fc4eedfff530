package io.jetpack.healthcheck.service.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What is due when. Knows no clock and no thread: it is told the time in nanoseconds of a clock
 * that never jumps ({@link System#nanoTime}), so that a change of the wall clock neither storms nor
 * starves. Used by one thread at a time.
 */
final class Schedule {

  /**
   * A turn that has come.
   *
   * @param name whose
   * @param at when it was due
   */
  record Turn(String name, long at) {}

  private static final class Entry {
    private final String name;
    private long intervalNanos;
    private long phase;
    private long due;
    private boolean running;
    private OptionalLong again = OptionalLong.empty();
    private long missed;

    Entry(String name) {
      this.name = name;
    }
  }

  private final long origin;
  private final Map<String, Entry> entries = new HashMap<>();
  private final TreeSet<Entry> byDue =
      new TreeSet<>(
          (a, b) -> a.due != b.due ? Long.compare(a.due, b.due) : a.name.compareTo(b.name));

  /**
   * @param origin the time from which all others are counted; what is passed in later is not before
   *     it
   */
  Schedule(long origin) {
    this.origin = origin;
  }

  /** Adds something that is first due at a time. */
  void add(String name, long intervalNanos, long firstDue) {
    remove(name);
    Entry entry = new Entry(name);
    entry.intervalNanos = intervalNanos;
    entry.due = firstDue - origin;
    entry.phase = entry.due;
    entries.put(name, entry);
    byDue.add(entry);
  }

  /** Changes the interval; the next run is then at most that far away. */
  void changeInterval(String name, long intervalNanos, long now) {
    Entry entry = entries.get(name);
    if (entry != null && entry.intervalNanos != intervalNanos) {
      entry.intervalNanos = intervalNanos;
      move(entry, Math.min(entry.due, now - origin + intervalNanos));
      entry.phase = entry.due;
    }
  }

  void remove(String name) {
    Entry entry = entries.remove(name);
    if (entry != null) {
      byDue.remove(entry);
    }
  }

  boolean knows(String name) {
    return entries.containsKey(name);
  }

  /** Makes something due earlier than its turn; what runs now is due again when it has ended. */
  void bringForward(String name, long due) {
    Entry entry = entries.get(name);
    if (entry == null) {
      return;
    }
    long earlier = due - origin;
    if (entry.running) {
      entry.again = OptionalLong.of(Math.min(earlier, entry.again.orElse(Long.MAX_VALUE)));
    } else if (earlier < entry.due) {
      move(entry, earlier);
    }
  }

  /**
   * What is due now, the longest overdue first; each counts as running until {@link #ended}. A turn
   * that comes while the run before is not over is dropped and counted.
   */
  List<Turn> takeDue(long now) {
    List<Turn> due = new ArrayList<>();
    while (!byDue.isEmpty() && byDue.first().due <= now - origin) {
      Entry entry = byDue.first();
      if (entry.running) {
        entry.missed++;
      } else {
        entry.running = true;
        due.add(new Turn(entry.name, entry.due + origin));
      }
      move(entry, nextTurn(entry, now - origin));
    }
    return due;
  }

  /** The first turn after now in the entry's own rhythm; whole turns in between are missed. */
  private static long nextTurn(Entry entry, long now) {
    long turns = now < entry.phase ? 0 : (now - entry.phase) / entry.intervalNanos + 1;
    long next = entry.phase + turns * entry.intervalNanos;
    long slept = (now - entry.due) / entry.intervalNanos;
    entry.missed += Math.max(0, slept);
    return next;
  }

  /** The run is over; says whether that makes something due earlier. */
  boolean ended(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      return false;
    }
    entry.running = false;
    boolean again = entry.again.isPresent();
    if (again) {
      move(entry, Math.min(entry.due, entry.again.getAsLong()));
      entry.again = OptionalLong.empty();
    }
    return again;
  }

  private void move(Entry entry, long due) {
    byDue.remove(entry);
    entry.due = due;
    byDue.add(entry);
  }

  /** When the next one is due. */
  OptionalLong nextDue() {
    return byDue.isEmpty() ? OptionalLong.empty() : OptionalLong.of(byDue.first().due + origin);
  }

  /** When this one is due next. */
  OptionalLong nextDue(String name) {
    Entry entry = entries.get(name);
    return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.due + origin);
  }

  /** How many turns were dropped. */
  long missed(String name) {
    Entry entry = entries.get(name);
    return entry == null ? 0 : entry.missed;
  }
}
