package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.HealthState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides what about a check is worth an event: that it is no longer well, for another reason than
 * before, that it still is not after a long time, and that it is well again. Pure: it is told the
 * time, in nanoseconds of a clock that never jumps. Used by one thread at a time.
 */
final class ChangeDetector {

  /** A percentage that wobbles is no other reason. */
  private static final Pattern NUMBERS = Pattern.compile("\\d+([.,]\\d+)?");

  private record Told(HealthState state, boolean held, String reason, long at) {}

  private final Duration reminder;
  private final Map<String, Told> told = new HashMap<>();

  ChangeDetector(Duration reminder) {
    this.reminder = reminder;
  }

  /** What an earlier service has told already. */
  void restore(String check, HealthState state, boolean held, Optional<String> reason, long now) {
    if (state != HealthState.HEALTHY) {
      told.put(check, new Told(state, held, essence(reason), now));
    }
  }

  /** Whether this is to be told; what is told counts as known from then on. */
  boolean isNews(String check, HealthState state, boolean held, Optional<String> reason, long now) {
    if (state == HealthState.HEALTHY) {
      return told.remove(check) != null;
    }
    Told before = told.get(check);
    String essence = essence(reason);
    boolean news =
        before == null
            || before.state() != state
            || before.held() != held
            || !before.reason().equals(essence)
            || now - before.at() >= reminder.toNanos();
    if (news) {
      told.put(check, new Told(state, held, essence, now));
    }
    return news;
  }

  /** The check is gone. */
  void forget(String check) {
    told.remove(check);
  }

  private static String essence(Optional<String> reason) {
    return NUMBERS.matcher(reason.orElse("")).replaceAll("#");
  }
}
