package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.builtin.ReadableSettings;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.healthcheck.service.event.HealthEvent;
import io.jetpack.healthcheck.service.event.RunResult;
import io.jetpack.healthcheck.service.schedule.CheckScheduler;
import io.jetpack.healthcheck.service.state.CheckStatus;
import io.jetpack.healthcheck.service.state.LastRun;
import io.jetpack.healthcheck.service.state.PendingRequest;
import io.jetpack.healthcheck.service.state.ServiceState;
import io.jetpack.healthcheck.service.state.SettingsProblem;
import io.jetpack.healthcheck.service.state.Withdrawal;
import io.jetpack.healthcheck.service.termination.Confirmation;
import io.jetpack.healthcheck.service.termination.TerminationGuard;
import io.jetpack.healthcheck.service.termination.TerminationGuard.Decision;
import io.jetpack.runner.files.Mount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From what a run said to what is done about it: what is written down, what is told, and whether
 * the node's termination is requested. Safe for use by many threads.
 */
final class Judgement {

  private final ServiceParts parts;
  private final ServicePlan plan;
  private final CheckScheduler scheduler;
  private final Instant started;
  private final HealthBoard board = new HealthBoard();
  private final TerminationGuard guard = new TerminationGuard();
  private final ChangeDetector changes;
  private final StateKeeper keeper;
  private final Requests requests;
  private HoldReading hold = new HoldReading.Free();
  private List<SettingsProblem> problems = List.of();
  private Optional<Mount> scriptsMount = Optional.empty();

  Judgement(ServiceParts parts, ServicePlan plan, CheckScheduler scheduler) {
    this.parts = parts;
    this.plan = plan;
    this.scheduler = scheduler;
    this.started = parts.clock().instant();
    this.changes = new ChangeDetector(plan.reminder());
    this.keeper = new StateKeeper(parts.store(), this::state, parts.events());
    this.requests =
        new Requests(
            parts.action(),
            keeper,
            parts.events(),
            parts.settings(),
            this::unmade,
            this::failedToMake,
            this::isWanted,
            parts.mishaps());
  }

  /** Takes over what an earlier service wrote down. */
  synchronized void restore() {
    hold = parts.holds().read();
    long now = System.nanoTime();
    parts
        .store()
        .load()
        .ifPresent(before -> {
          before.checks().forEach(status -> restore(status, now));
          scriptsMount = before.scriptsMount();
          before.withdrawals().forEach(requests::withdraw);
        });
    if (hold.holds()) {
      parts.events().publish(new HealthEvent.HoldChanged(hold));
      guard.takeAll().forEach(request -> withdraw(request, "the node is held"));
    }
    keeper.changedMuch();
  }

  private void restore(CheckStatus status, long now) {
    board.restore(status);
    status.request().ifPresent(request -> guard.restore(request, now));
    status
        .last()
        .ifPresent(last ->
            changes.restore(
                status.name(),
                last.state(),
                hold.holds() && last.state() == HealthState.TERMINATE,
                last.reason(),
                now));
  }

  synchronized void know(String name, Optional<String> path, String runtime, Duration interval) {
    board.know(name, path, runtime, interval);
    keeper.changedMuch();
  }

  synchronized void forget(String name) {
    board.forget(name);
    changes.forget(name);
    guard.recovered(name).ifPresent(request -> withdraw(request, "the check was removed"));
    keeper.changedMuch();
  }

  /** What an earlier service knew and is no longer there. */
  synchronized void forgetAllBut(Set<String> checks, Set<String> builtIns) {
    Set<String> gone = new HashSet<>();
    board.all().forEach(status -> gone.add(status.name()));
    gone.removeAll(checks);
    gone.removeAll(builtIns);
    gone.forEach(this::forget);
  }

  /** The mount in which the checks were when they were seen last, also by an earlier service. */
  synchronized Optional<Mount> scriptsMount() {
    return scriptsMount;
  }

  /** Takes note of where the checks are now. */
  synchronized void scriptsAreIn(Optional<Mount> mount) {
    if (!mount.equals(scriptsMount)) {
      scriptsMount = mount;
      keeper.changedMuch();
    }
  }

  synchronized boolean isFailing(String name) {
    return board.failing().contains(name);
  }

  /** A run has ended; says whether its check is still there. */
  synchronized boolean judged(
      String name, RunResult result, Instant began, Confirmation confirmation) {
    if (board.get(name).isEmpty()) {
      return false; // removed while it ran
    }
    boolean newState =
        !board.get(name).flatMap(CheckStatus::state).equals(Optional.of(result.state()));
    board.record(name, result, began);
    if (newState) {
      keeper.changedMuch();
    } else {
      keeper.changed();
    }
    if (result.state() == HealthState.TERMINATE) {
      failed(name, result, confirmation);
    } else if (result.saysNothing() && guard.pending(name).isPresent()) {
      // what could not be started withdraws nothing, and repeats nothing
      tell(name, result, false);
    } else {
      guard.recovered(name).ifPresent(request -> withdraw(request, why(result)));
      tell(name, result, false);
    }
    return true;
  }

  private static String why(RunResult result) {
    return result.state() == HealthState.HEALTHY
        ? "the check is healthy again"
        : "the check no longer says so: " + result.reason().orElse("unknown");
  }

  private void failed(String name, RunResult result, Confirmation confirmation) {
    takeHold(parts.holds().read());
    long now = System.nanoTime();
    Decision decision =
        guard.failed(
            name,
            result.reason().orElse(""),
            confirmation,
            board.ableToFail(),
            hold,
            parts.settings().waits(),
            parts.clock().instant(),
            now);
    for (PendingRequest suspected : guard.takeSuspected()) {
      withdraw(suspected, "too many checks ask for termination at once; one more confirmation");
      scheduler.bringForward(suspected.check(), plan.confirmDelay());
    }
    switch (decision) {
      case Decision.Request(PendingRequest request) -> {
        tell(name, result, false);
        requests.request(request);
        scheduler.bringForward(name, TerminationGuard.reminderAfter(request.attempt()));
      }
      case Decision.Waiting(String why, boolean first) -> {
        tell(name, result, false);
        waits(name, why, first);
      }
      case Decision.Requested(var ignored) -> tell(name, result, false);
      case Decision.Held(var ignored) -> tell(name, result, true);
      case Decision.Unconfirmed unconfirmed -> confirm(name, unconfirmed, confirmation, now);
    }
  }

  private void confirm(
      String name, Decision.Unconfirmed decision, Confirmation confirmation, long now) {
    Duration left = guard.untilHeard(name, now);
    Duration wait = confirmation.apart().isZero() ? plan.confirmDelay() : left;
    scheduler.bringForward(name, wait);
    if (left.equals(confirmation.apart())) {
      String because =
          decision.commonCause()
              ? ", because too many checks say so at once for so many faults"
              : confirmation.because();
      note(
          "%s asks for termination (%d of %d)%s; it runs again in %d s"
              .formatted(
                  name,
                  decision.times(),
                  decision.needed(),
                  because,
                  Math.ceilDiv(wait.toMillis(), 1000)));
    }
  }

  /** Whether a request that was decided on still stands, by the hold as it is now. */
  private synchronized boolean isWanted(PendingRequest request) {
    takeHold(parts.holds().read());
    return guard.pending(request.check()).equals(Optional.of(request));
  }

  /** The settings cannot be read any more, as it turned out at the last moment. */
  private synchronized void unmade(PendingRequest request, String why) {
    waits(request.check(), why, guard.unmade(request, why, System.nanoTime()));
  }

  /** It could not be handed over, or the command could not be run. */
  private synchronized void failedToMake(PendingRequest request, String why) {
    waits(request.check(), why, guard.failedToMake(request, why, System.nanoTime()));
    scheduler.bringForward(request.check(), TerminationGuard.reminderAfter(1));
  }

  private void waits(String name, String why, boolean first) {
    keeper.changedMuch();
    if (first) {
      parts
          .events()
          .publish(
              new HealthEvent.Warning(
                  "the request to terminate this node for %s waits: %s".formatted(name, why)));
    }
  }

  private void tell(String name, RunResult result, boolean held) {
    if (!changes.isNews(name, result.state(), held, result.reason(), System.nanoTime())) {
      return;
    }
    Instant since = board.get(name).flatMap(CheckStatus::last).map(LastRun::since).orElse(started);
    parts.events().publish(HealthEvent.CheckChanged.of(name, result, held, since));
  }

  private void note(String what) {
    parts.events().publish(new HealthEvent.Note(what));
  }

  private void withdraw(PendingRequest request, String why) {
    requests.withdraw(new Withdrawal(request, why));
  }

  /** Looks whether the node is held, and acts on a change. */
  void pollHold() {
    HoldReading now = parts.holds().read();
    synchronized (this) {
      takeHold(now);
    }
  }

  private void takeHold(HoldReading now) {
    if (HoldChanges.isSame(now, hold)) {
      return;
    }
    boolean before = hold.holds();
    hold = now;
    keeper.changedMuch();
    parts.events().publish(new HealthEvent.HoldChanged(now));
    if (now.holds() && !before) {
      guard.takeAll().forEach(request -> withdraw(request, "the node is held"));
    } else if (before && !now.holds()) {
      // what failed meanwhile is asked again before anything is requested
      board.failing().forEach(name -> scheduler.bringForward(name, Duration.ZERO));
    }
  }

  /**
   * Looks whether the settings can be read, and lets the checks that waited for it say again what
   * they have said.
   */
  void pollSettings() {
    List<SettingsProblem> now = parts.settings().problems();
    Optional<String> waits = parts.settings().waits();
    synchronized (this) {
      if (!now.equals(problems)) {
        problems = now;
        keeper.changedMuch();
        scheduler.bringForward(ReadableSettings.NAME, Duration.ZERO);
      }
      if (waits.isEmpty()) {
        guard.takeWaiting().forEach(name -> scheduler.bringForward(name, Duration.ZERO));
      }
    }
  }

  synchronized ServiceState state() {
    Instant now = parts.clock().instant();
    List<CheckStatus> checks = new ArrayList<>();
    for (CheckStatus status : board.all()) {
      checks.add(
          status.with(
              now.plus(scheduler.untilNext(status.name())),
              scheduler.missed(status.name()),
              guard.pending(status.name()),
              guard.waits(status.name())));
    }
    return new ServiceState(
        now,
        started,
        ProcessHandle.current().pid(),
        hold,
        problems,
        checks,
        requests.untold(),
        scriptsMount);
  }

  /** Writes the state down when something changed. */
  void saveWhenNeeded() {
    keeper.saveWhenNeeded();
  }

  void close() {
    requests.close();
    keeper.save();
  }
}
