package io.jetpack.healthcheck.service.termination;

import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.healthcheck.service.state.PendingRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a check that says 254 and the request to terminate the node: holds, confirmations,
 * reminders, and the suspicion that many checks at once have one cause. Pure: it is told the time,
 * in nanoseconds of a clock that never jumps. Used by one thread at a time.
 *
 * <p>The order is: while somebody holds the node nothing is asked for; then it has to be said as
 * often as its {@link Confirmation} wants, once more when it may have a common cause with others;
 * what was asked for is repeated when its time has come.
 */
public final class TerminationGuard {

  /** Checks that turn within this time turned together. */
  static final Duration TOGETHER = Duration.ofMinutes(1);

  private static final int LEAST_FOR_COMMON_CAUSE = 3;

  private static final Duration FIRST_REMINDER = Duration.ofMinutes(1);
  private static final Duration LONGEST_REMINDER = Duration.ofHours(1);

  /** What is to be done about a check that says 254. */
  public sealed interface Decision {

    /** Ask for the termination, for the first time or again. */
    record Request(PendingRequest request) implements Decision {}

    /** Somebody holds the node, or nobody can tell whether. */
    record Held(HoldReading hold) implements Decision {}

    /**
     * The check has not said it often enough.
     *
     * @param times how many times in a row it said 254
     * @param needed how many times it must
     * @param commonCause whether one of them is for the sake of a common cause
     */
    record Unconfirmed(int times, int needed, boolean commonCause) implements Decision {}

    /**
     * It would be asked for, but not while the operator's settings cannot be read.
     *
     * @param why in short, for people
     * @param first whether that is new
     */
    record Waiting(String why, boolean first) implements Decision {}

    /** Termination was requested; the time to remind of it has not come. */
    record Requested(PendingRequest request) implements Decision {}
  }

  private static final class Tracked {
    private int times;

    /** Until then saying it again does not count. */
    private long countsFrom;

    private long turned;
    private boolean suspected;
    private int suspectedAt;
    private Optional<PendingRequest> request = Optional.empty();
    private long nextReminder;

    /** Why it is not asked for now. */
    private Optional<String> waits = Optional.empty();

    /** Why it could not be asked for when that was tried last. */
    private Optional<String> failure = Optional.empty();

    /** Whether that was said, and nothing was asked for since. */
    private boolean saidToWait;

    /** The same before the last request was decided on. */
    private boolean saidBefore;
  }

  private final Map<String, Tracked> failing = new HashMap<>();

  /** Takes over what was requested before the service was started again. */
  public void restore(PendingRequest request, long now) {
    Tracked tracked = new Tracked();
    tracked.request = Optional.of(request);
    tracked.turned = now - TOGETHER.toNanos() - 1;
    tracked.nextReminder = now;
    failing.put(request.check(), tracked);
  }

  /**
   * A check said 254.
   *
   * @param confirmation how it has to say so
   * @param allChecks how many checks the node has
   * @param waits why nothing may be asked for now; empty when it may
   */
  public Decision failed(
      String check,
      String reason,
      Confirmation confirmation,
      int allChecks,
      HoldReading hold,
      Optional<String> waits,
      Instant wallClock,
      long now) {
    Tracked tracked = failing.computeIfAbsent(check, ignored -> new Tracked());
    count(tracked, confirmation, now);
    if (tracked.times == 1 && tracked.request.isEmpty()) {
      tracked.turned = now;
    }
    tracked.waits = Optional.empty();
    if (hold.holds()) {
      return new Decision.Held(hold);
    }
    suspectCommonCause(allChecks, now);
    int needed = confirmation.times();
    if (tracked.suspected) {
      needed = Math.max(needed, tracked.suspectedAt) + 1;
    }
    if (tracked.request.isEmpty() && tracked.times < needed) {
      return new Decision.Unconfirmed(tracked.times, needed, tracked.suspected);
    }
    return requested(tracked, check, reason, waits, wallClock, now);
  }

  private static void count(Tracked tracked, Confirmation confirmation, long now) {
    if (tracked.times == 0 || now - tracked.countsFrom >= 0) {
      tracked.times++;
      tracked.countsFrom = now + confirmation.apart().toNanos();
    }
  }

  /** How long it takes until a check that says 254 again is heard; zero when it is at any time. */
  public Duration untilHeard(String check, long now) {
    Tracked tracked = failing.get(check);
    return tracked == null
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, tracked.countsFrom - now));
  }

  private static Decision requested(
      Tracked tracked,
      String check,
      String reason,
      Optional<String> waits,
      Instant wallClock,
      long now) {
    if (now - tracked.nextReminder < 0) {
      if (tracked.request.isPresent()) {
        return new Decision.Requested(tracked.request.get());
      }
      if (tracked.failure.isPresent()) {
        return new Decision.Waiting(tracked.failure.get(), false);
      }
    }
    if (waits.isPresent()) {
      return new Decision.Waiting(waits.get(), letWait(tracked, waits));
    }
    tracked.saidBefore = tracked.saidToWait;
    tracked.saidToWait = false;
    tracked.failure = Optional.empty();
    PendingRequest request =
        tracked
            .request
            .map(before -> before.again(reason))
            .orElseGet(() -> new PendingRequest(check, reason, wallClock, 1));
    tracked.request = Optional.of(request);
    tracked.nextReminder = now + reminderAfter(request.attempt()).toNanos();
    return new Decision.Request(request);
  }

  /** Says whether that is new. */
  private static boolean letWait(Tracked tracked, Optional<String> why) {
    boolean first = !tracked.saidToWait;
    tracked.waits = why;
    tracked.saidToWait = true;
    return first;
  }

  /**
   * A request was decided on and not made, because the settings cannot be read any more.
   *
   * @return whether it is new that this check has to wait; false also when the request had been
   *     taken back
   */
  public boolean unmade(PendingRequest request, String why, long now) {
    return takeBack(request, now).map(tracked -> letWait(tracked, Optional.of(why))).orElse(false);
  }

  /**
   * A request was decided on and could not be made. It is made again when the check says so again
   * after the time of a first reminder.
   *
   * @return whether it is new that this check has to wait
   */
  public boolean failedToMake(PendingRequest request, String why, long now) {
    Optional<Tracked> back = takeBack(request, now + FIRST_REMINDER.toNanos());
    back.ifPresent(tracked -> {
      tracked.failure = Optional.of(why);
      tracked.saidToWait = true;
    });
    return back.filter(tracked -> !tracked.saidBefore).isPresent();
  }

  private Optional<Tracked> takeBack(PendingRequest request, long nextReminder) {
    @Nullable Tracked tracked = failing.get(request.check());
    if (tracked == null || !tracked.request.equals(Optional.of(request))) {
      return Optional.empty();
    }
    tracked.request = request.before();
    tracked.nextReminder = nextReminder;
    tracked.saidToWait = tracked.saidBefore;
    return Optional.of(tracked);
  }

  /** Why nothing is asked for on behalf of a check that says 254, if it is so. */
  public Optional<String> waits(String check) {
    Tracked tracked = failing.get(check);
    return tracked == null ? Optional.empty() : tracked.waits.or(() -> tracked.failure);
  }

  /** The settings can be read again: the checks that waited for it, each once. */
  public List<String> takeWaiting() {
    List<String> taken = new ArrayList<>();
    failing.forEach((check, tracked) -> {
      if (tracked.waits.isPresent()) {
        tracked.waits = Optional.empty();
        taken.add(check);
      }
    });
    return taken;
  }

  /** How long after an attempt the next one follows: 1, 2, 4 ... minutes, at most an hour. */
  public static Duration reminderAfter(int attempt) {
    Duration distance = FIRST_REMINDER.multipliedBy(1L << Math.clamp(attempt - 1, 0, 10));
    return distance.compareTo(LONGEST_REMINDER) < 0 ? distance : LONGEST_REMINDER;
  }

  /** Half of all checks, and at least three, that turn together more likely have one cause. */
  private void suspectCommonCause(int allChecks, long now) {
    List<Tracked> together = new ArrayList<>();
    for (Tracked tracked : failing.values()) {
      if (now - tracked.turned <= TOGETHER.toNanos()) {
        together.add(tracked);
      }
    }
    if (together.size() < LEAST_FOR_COMMON_CAUSE || 2 * together.size() < allChecks) {
      return;
    }
    for (Tracked tracked : together) {
      if (!tracked.suspected) {
        tracked.suspected = true;
        tracked.suspectedAt = tracked.times;
      }
    }
  }

  /**
   * The requests that were made before their checks were suspected of having a common cause; each
   * is told once and is no longer pending.
   */
  public List<PendingRequest> takeSuspected() {
    List<PendingRequest> taken = new ArrayList<>();
    for (Tracked tracked : failing.values()) {
      if (tracked.suspected && tracked.times == tracked.suspectedAt) {
        tracked.request.ifPresent(taken::add);
        tracked.request = Optional.empty();
      }
    }
    return taken;
  }

  /** A check said something else than 254, or is gone: the request that was pending, if any. */
  public Optional<PendingRequest> recovered(String check) {
    Tracked tracked = failing.remove(check);
    return tracked == null ? Optional.empty() : tracked.request;
  }

  /** Somebody holds the node now: takes all requests back. */
  public List<PendingRequest> takeAll() {
    List<PendingRequest> taken = new ArrayList<>();
    for (Tracked tracked : failing.values()) {
      tracked.request.ifPresent(taken::add);
      tracked.request = Optional.empty();
      tracked.waits = Optional.empty();
      tracked.failure = Optional.empty();
    }
    return taken;
  }

  /** The request that is pending for a check. */
  public Optional<PendingRequest> pending(String check) {
    Tracked tracked = failing.get(check);
    return tracked == null ? Optional.empty() : tracked.request;
  }
}
