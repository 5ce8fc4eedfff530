package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.CheckResult;
import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.ScriptPermissions;
import io.jetpack.healthcheck.builtin.BuiltIn;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs the checks of a folder on time until it is closed. Scripts that are added, edited or removed
 * are noticed within seconds.
 */
public final class HealthService implements AutoCloseable {

  /** A file that was written less than this ago may still be being written. */
  static final Duration SETTLED = Duration.ofSeconds(2);

  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(10);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
  private static final Duration LOOK_AGAIN_AT_LATEST = Duration.ofSeconds(5);
  private static final int LOOKING_SHARE = 50;
  private static final long SECONDS_TO_FINISH = 2;

  private final ServiceParts parts;
  private final ServicePlan plan;
  private final Judgement judgement;
  private final CheckScheduler scheduler;
  private final FolderWatch watch;
  private final Map<String, BuiltIn> builtIns = new ConcurrentHashMap<>();
  private final Map<String, Check> checks = new ConcurrentHashMap<>();
  private final Map<String, Long> unsettled = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor looking =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("folder").factory());
  private final ScheduledExecutorService upkeep =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("upkeep").factory());
  private Optional<String> folderProblem = Optional.empty();
  private boolean lookedBefore;

  public HealthService(ServiceParts parts, ServicePlan plan) {
    this.parts = parts;
    this.plan = plan;
    this.watch = new FolderWatch(parts.folder(), parts.directory());
    this.scheduler =
        new CheckScheduler(plan.parallel(), this::runOnce, parts.heartbeat(), this::bug);
    this.judgement = new Judgement(parts, plan, scheduler);
    looking.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    parts.builtIns().forEach(builtIn -> builtIns.put(builtIn.name(), builtIn));
  }

  /** Starts to run checks; returns at once. */
  public void start() {
    judgement.restore();
    for (BuiltIn builtIn : builtIns.values()) {
      Duration interval = plan.builtInInterval();
      judgement.know(builtIn.name(), Optional.empty(), CheckStatus.BUILT_IN, interval);
      scheduler.put(builtIn.name(), interval, firstDelay(builtIn.name(), interval));
    }
    scheduler.start();
    looking.execute(this::look);
    var ignored = upkeep.scheduleWithFixedDelay(this::keepUp, 0, 1, TimeUnit.SECONDS);
  }

  /** What the service knows now. */
  public ServiceState state() {
    return judgement.state();
  }

  /** Makes every check run as soon as possible. */
  public void runAllSoon() {
    checks.keySet().forEach(name -> scheduler.bringForward(name, Duration.ZERO));
    builtIns.keySet().forEach(name -> scheduler.bringForward(name, Duration.ZERO));
  }

  private void keepUp() {
    try {
      judgement.pollHold();
      judgement.saveWhenNeeded();
    } catch (RuntimeException e) {
      bug(e);
    }
  }

  private void look() {
    long start = System.nanoTime();
    try {
      take(watch.look());
    } catch (RuntimeException e) {
      bug(e);
    }
    long took = System.nanoTime() - start;
    long longest = Math.max(LOOK_AGAIN_AT_LATEST.toNanos(), took);
    long pause = Math.clamp(took * LOOKING_SHARE, LOOK_AGAIN.toNanos(), longest);
    if (!looking.isShutdown()) {
      var ignored = looking.schedule(this::look, pause, TimeUnit.NANOSECONDS);
    }
  }

  private void take(FolderWatch.Look look) {
    if (!look.problem().equals(folderProblem)) {
      folderProblem = look.problem();
      parts
          .events()
          .publish(
              folderProblem
                  .<HealthEvent>map(problem -> new HealthEvent.Trouble("no check runs: " + problem))
                  .orElseGet(() -> new HealthEvent.Note("the folder of checks is there again")));
    }
    Set<String> gone = new HashSet<>(checks.keySet());
    look.checks()
        .forEach((name, check) -> {
          if (builtIns.containsKey(name)) {
            return;
          }
          gone.remove(name);
          Check before = checks.put(name, check);
          if (!check.equals(before)) {
            judgement.know(name, Optional.of(path(check)), check.runtime(), interval(check));
            warnOfPermissions(check);
            Duration delay = lookedBefore ? SETTLED : firstDelay(name, interval(check));
            scheduler.put(name, interval(check), delay);
          }
        });
    gone.forEach(name -> {
      checks.remove(name);
      unsettled.remove(name);
      scheduler.remove(name);
      judgement.forget(name);
    });
    if (!lookedBefore) {
      judgement.forgetAllBut(checks.keySet(), builtIns.keySet());
    }
    lookedBefore = true;
  }

  /** Sites leave scripts open to all: that is told once, or refused at each run. */
  private void warnOfPermissions(Check check) {
    if (!plan.strictPermissions()) {
      ScriptPermissions.warning(check.script(), parts.home())
          .ifPresent(warning ->
              parts.events().publish(new HealthEvent.Warning(check.name() + ": " + warning)));
    }
  }

  private Check permitted(Check check) {
    return plan.strictPermissions()
        ? ScriptPermissions.warning(check.script(), parts.home()).map(check::refused).orElse(check)
        : check;
  }

  private static String path(Check check) {
    return check.script().toAbsolutePath().normalize().toString();
  }

  private Duration interval(Check check) {
    return check.settings().interval().orElse(plan.interval());
  }

  /** What asked for termination before the service was started again is asked at once. */
  private Duration firstDelay(String name, Duration interval) {
    return judgement.isFailing(name) ? Duration.ZERO : Splay.of(parts.node(), name, interval);
  }

  private void runOnce(String name, Duration late) throws InterruptedException {
    Instant began = parts.clock().instant();
    long start = System.nanoTime();
    BuiltIn builtIn = builtIns.get(name);
    if (builtIn != null) {
      RunResult result = RunResult.of(builtIn.judge(), Duration.ofNanos(System.nanoTime() - start));
      judgement.judged(name, result, began, 1);
      return;
    }
    Check known = checks.get(name);
    if (known == null) {
      return;
    }
    FileStamp before = FileStamp.of(known.script());
    if (before.isFresh(began, SETTLED) && waitsToSettle(name)) {
      return;
    }
    Check check = parts.directory().check(known.script());
    CheckResult result = parts.runner().run(permitted(check));
    FileStamp after = FileStamp.of(known.script());
    if (after.isNone()) {
      return; // removed meanwhile, which the next look into the folder finds
    }
    boolean edited = !after.equals(before);
    if (edited && result.state() != HealthState.HEALTHY && waitsToSettle(name)) {
      return;
    }
    unsettled.remove(name);
    parts.listener().finished(result, late);
    judgement.judged(name, RunResult.of(result), began, check.settings().confirm());
  }

  /** Runs the check again when its file may be whole; gives up when it never is. */
  private boolean waitsToSettle(String name) {
    long now = System.nanoTime();
    if (now - unsettled.computeIfAbsent(name, ignored -> now) > SETTLES_WITHIN.toNanos()) {
      return false;
    }
    scheduler.bringForward(name, SETTLED);
    return true;
  }

  private void bug(RuntimeException e) {
    StackTraceElement[] trace = e.getStackTrace();
    parts
        .events()
        .publish(
            new HealthEvent.Trouble(
                "this is a bug, please report it: %s%s"
                    .formatted(e, trace.length == 0 ? "" : " at " + trace[0])));
  }

  /** Ends all runs and writes down what is known. */
  @Override
  public void close() {
    // not interrupted, which would spoil what they write just now
    looking.shutdown();
    upkeep.shutdown();
    scheduler.close();
    awaitEnd(looking);
    awaitEnd(upkeep);
    judgement.close();
  }

  /** A folder that hangs keeps nobody from ending the service. */
  private static void awaitEnd(ExecutorService thread) {
    try {
      boolean ignored = thread.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
