package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.service.event.HealthEvent;
import io.jetpack.healthcheck.service.event.HealthEvents;
import io.jetpack.runner.NativeThreads;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What goes wrong in a thread of the service itself. It costs that thread one turn and is told, the
 * same thing once in ten minutes. Only when the JVM has no memory left, or fails itself, nobody
 * knows what is lost: then the program ends, which is better than to go on by half. Safe for use by
 * many threads.
 */
public final class Mishaps {

  private static final Duration TOLD_EVERY = Duration.ofMinutes(10);
  private static final int MOST_KINDS = 100;

  private final HealthEvents events;
  private final LastResort lastResort;
  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> told = new ConcurrentHashMap<>();

  /**
   * Nothing has happened yet.
   *
   * @param events where it is told
   */
  public Mishaps(HealthEvents events, LastResort lastResort) {
    this.events = events;
    this.lastResort = lastResort;
  }

  /** A check runs from now on. */
  void begins(String check) {
    boolean _ = running.add(check);
  }

  /** It has ended. */
  void ends(String check) {
    boolean _ = running.remove(check);
  }

  /** Whether a check ran when the memory of the program before was used up. */
  boolean comesLast(String check) {
    return lastResort.ranAtTheEnd().contains(check);
  }

  /** What went wrong, for people. */
  public static String reason(Throwable failure) {
    if (NativeThreads.areShort(failure)) {
      return NativeThreads.NONE_LEFT;
    }
    StackTraceElement[] trace = failure.getStackTrace();
    return "this is a bug, please report it: %s%s"
        .formatted(failure, trace.length == 0 ? "" : " at " + trace[0]);
  }

  /** Something that should not be thrown was thrown. Never throws. */
  public void happened(Throwable failure) {
    try {
      if (endsProgram(failure)) {
        lastResort.endProgram(failure, Set.copyOf(running));
        return;
      }
      String reason = reason(failure);
      if (isNews(reason)) {
        events.publish(new HealthEvent.Trouble(reason));
      }
    } catch (RuntimeException | StackOverflowError e) {
      // the turn is lost, and nobody could be told
    } catch (Error e) {
      if (endsProgram(e)) {
        lastResort.endProgram(e, Set.of());
      }
    }
  }

  private boolean isNews(String reason) {
    long now = System.nanoTime();
    told.values().removeIf(at -> now - at >= TOLD_EVERY.toNanos());
    return told.size() < MOST_KINDS && told.putIfAbsent(reason, now) == null;
  }

  /** Whether nobody knows what is lost: the JVM has no memory left, or fails itself. */
  public static boolean endsProgram(Throwable failure) {
    return failure instanceof VirtualMachineError
        && !(failure instanceof StackOverflowError)
        && !NativeThreads.areShort(failure);
  }
}
