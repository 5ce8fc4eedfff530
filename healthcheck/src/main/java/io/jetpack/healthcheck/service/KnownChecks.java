package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.ScriptPermissions;
import io.jetpack.healthcheck.builtin.ReadableChecks;
import io.jetpack.healthcheck.service.FolderWatch.Look;
import io.jetpack.healthcheck.service.event.HealthEvent;
import io.jetpack.healthcheck.service.schedule.CheckScheduler;
import io.jetpack.healthcheck.service.schedule.Splay;
import io.jetpack.runner.files.Mount;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The scripts that there are. Keeps the schedule and what is known of the checks in step with the
 * folder; a folder that can not be listed changes nothing, since that says nothing about the
 * checks. Changed by one thread at a time, read by many.
 */
final class KnownChecks {

  /** Who swaps one folder for another, or mounts it anew, means to remove nothing. */
  private static final Duration GONE_FOR_GOOD = Duration.ofMinutes(1);

  private final ServiceParts parts;
  private final ServicePlan plan;
  private final Judgement judgement;
  private final CheckScheduler scheduler;
  private final Set<String> builtIns;
  private final Map<String, Check> checks = new ConcurrentHashMap<>();

  /** By what each was run, as far as it is written down. */
  private final Map<String, String> runtimes = new ConcurrentHashMap<>();

  private volatile Optional<String> problem = Optional.empty();
  private Optional<Long> missingSince = Optional.empty();
  private boolean foundBefore;

  /**
   * @param builtIns names that no script can have
   */
  KnownChecks(
      ServiceParts parts,
      ServicePlan plan,
      Judgement judgement,
      CheckScheduler scheduler,
      Set<String> builtIns) {
    this.parts = parts;
    this.plan = plan;
    this.judgement = judgement;
    this.scheduler = scheduler;
    this.builtIns = Set.copyOf(builtIns);
  }

  Optional<Check> get(String name) {
    return Optional.ofNullable(checks.get(name));
  }

  Set<String> names() {
    return Set.copyOf(checks.keySet());
  }

  /** Why the directory of checks cannot be read; empty while it can. */
  Optional<String> problem() {
    return problem;
  }

  /**
   * Takes note of what a look into the folder found.
   *
   * @param now in nanoseconds of the clock that never jumps
   */
  void take(Look look, long now) {
    switch (look) {
      case Look.Same() -> {}
      case Look.Found(Map<String, Check> found, Optional<Mount> mount) -> {
        if (problem.isPresent()) {
          problem = Optional.empty();
          tell(new HealthEvent.Note("the folder of checks is there again"));
          scheduler.bringForward(ReadableChecks.NAME, Duration.ZERO);
        }
        missingSince = Optional.empty();
        judgement.scriptsAreIn(mount);
        keepOnly(found);
        foundBefore = true;
      }
      case Look.Missing(String why) -> missing(why, now);
      case Look.Unreadable(String why) -> {
        missingSince = Optional.empty();
        tellOnce(why, checks.isEmpty() ? "no check runs: " : "the checks stay as they were: ");
      }
    }
  }

  private void missing(String why, long now) {
    tellOnce(why, "no check runs: ");
    long since = missingSince.orElse(now);
    missingSince = Optional.of(since);
    boolean known = !checks.isEmpty() || !foundBefore;
    if (known && now - since >= GONE_FOR_GOOD.toNanos()) {
      judgement.scriptsAreIn(Optional.empty());
      keepOnly(Map.of());
      foundBefore = true;
    }
  }

  private void tellOnce(String why, String consequence) {
    if (!problem.equals(Optional.of(why))) {
      problem = Optional.of(why);
      tell(new HealthEvent.Trouble(consequence + why));
      scheduler.bringForward(ReadableChecks.NAME, Duration.ZERO);
    }
  }

  private void keepOnly(Map<String, Check> found) {
    Set<String> gone = new HashSet<>(checks.keySet());
    found.forEach((name, check) -> {
      if (!builtIns.contains(name)) {
        gone.remove(name);
        know(check);
      }
    });
    gone.forEach(name -> {
      checks.remove(name);
      runtimes.remove(name);
      scheduler.remove(name);
      judgement.forget(name);
    });
    if (!foundBefore) {
      // what an earlier service knew and is no longer there
      judgement.forgetAllBut(checks.keySet(), builtIns);
    }
  }

  /** A check was run, perhaps by another runner than its file asks for. */
  void ran(Check check) {
    if (get(check.name()).isPresent() && !check.runtime().equals(runtimes.get(check.name()))) {
      tellWhere(check);
    }
  }

  private void tellWhere(Check check) {
    String path = check.script().toAbsolutePath().normalize().toString();
    String _ = runtimes.put(check.name(), check.runtime());
    judgement.know(check.name(), Optional.of(path), check.runtime(), interval(check));
  }

  private void know(Check check) {
    String name = check.name();
    if (check.equals(checks.put(name, check))) {
      return;
    }
    tellWhere(check);
    warnOfPermissions(check);
    Duration delay = foundBefore ? HealthService.SETTLED : firstDelay(name, interval(check));
    scheduler.put(name, interval(check), delay);
  }

  private Duration interval(Check check) {
    return check.settings().interval().orElse(plan.interval());
  }

  /**
   * What asked for termination before the service was started again is asked at once; what may have
   * used up the memory of the one before comes after all others.
   */
  Duration firstDelay(String name, Duration interval) {
    if (parts.mishaps().comesLast(name)) {
      return interval;
    }
    return judgement.isFailing(name) ? Duration.ZERO : Splay.of(parts.node(), name, interval);
  }

  /** Sites leave scripts open to all: that is told once, or refused at each run. */
  private void warnOfPermissions(Check check) {
    if (!plan.strictPermissions()) {
      ScriptPermissions.warning(check.script(), parts.home())
          .ifPresent(warning -> tell(new HealthEvent.Warning(check.name() + ": " + warning)));
    }
  }

  private void tell(HealthEvent event) {
    parts.events().publish(event);
  }
}
