package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.CheckResult;
import io.jetpack.healthcheck.Doubt;
import io.jetpack.healthcheck.builtin.BuiltIn;
import io.jetpack.healthcheck.builtin.ReadableChecks;
import io.jetpack.healthcheck.service.event.RunResult;
import io.jetpack.healthcheck.service.schedule.CheckScheduler;
import io.jetpack.healthcheck.service.state.CheckStatus;
import io.jetpack.healthcheck.service.state.ServiceState;
import io.jetpack.healthcheck.service.termination.Confirmation;
import io.jetpack.runner.NativeThreads;
import io.jetpack.runner.files.Mount;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs the checks of a folder on time until it is closed. Scripts that are added, edited or removed
 * are noticed within seconds.
 */
public final class HealthService implements AutoCloseable {

  /** A file that was written less than this ago may still be being written. */
  static final Duration SETTLED = Duration.ofSeconds(2);

  /** A 254 that did not count, because the shell could not start a process, is asked for again. */
  private static final Duration AFTER_STARVED = Duration.ofMinutes(1);

  private static final Duration LOOK_AT_FOLDER_EVERY = Duration.ofSeconds(2);
  private static final Duration LOOK_AT_FILES_EVERY = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN_AT_LATEST = Duration.ofSeconds(5);

  /** A look that takes long is followed by a rest that is so many times as long, within limits. */
  private static final int LOOKING_SHARE = 50;

  private static final Duration UPKEEP_EVERY = Duration.ofSeconds(2);
  private static final long SECONDS_TO_FINISH = 2;

  private final ServiceParts parts;
  private final ServicePlan plan;
  private final Judgement judgement;
  private final CheckScheduler scheduler;
  private final FolderWatch watch;
  private final KnownChecks checks;
  private final ScriptTurn scripts;
  private final Map<String, BuiltIn> builtIns = new ConcurrentHashMap<>();
  private final Mishaps mishaps;
  private final ScheduledThreadPoolExecutor looking = thread("folder");
  private final ScheduledThreadPoolExecutor upkeep = thread("upkeep");
  private long filesLookedAt = System.nanoTime();

  public HealthService(ServiceParts parts, ServicePlan plan) {
    this.parts = parts;
    this.plan = plan;
    this.mishaps = parts.mishaps();
    this.scheduler =
        new CheckScheduler(plan.parallel(), new Turns(), parts.pulse(), mishaps::happened);
    this.judgement = new Judgement(parts, plan, scheduler);
    parts.builtIns().forEach(builtIn -> builtIns.put(builtIn.name(), builtIn));
    builtIns.put(ReadableChecks.NAME, new ReadableChecks(this::checksProblem));
    this.checks = new KnownChecks(parts, plan, judgement, scheduler, builtIns.keySet());
    this.watch =
        new FolderWatch(
            parts.folder(), parts.directory(), parts.clock(), Mount::of, judgement::scriptsMount);
    this.scripts = new ScriptTurn(parts, plan.strictPermissions());
  }

  private static ScheduledThreadPoolExecutor thread(String name) {
    ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name(name).factory());
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return thread;
  }

  private Optional<String> checksProblem() {
    return checks.problem();
  }

  /** Starts to run checks; returns at once. */
  public void start() {
    judgement.restore();
    for (BuiltIn builtIn : builtIns.values()) {
      String name = builtIn.name();
      Duration interval = plan.builtInInterval();
      judgement.know(name, Optional.empty(), CheckStatus.BUILT_IN, interval);
      scheduler.put(name, interval, checks.firstDelay(name, interval));
    }
    scheduler.start();
    looking.execute(this::look);
    var ignored =
        upkeep.scheduleWithFixedDelay(
            this::keepUp, 0, UPKEEP_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What the service knows now. */
  public ServiceState state() {
    return judgement.state();
  }

  /** Makes every check run as soon as possible. */
  public void runAllSoon() {
    checks.names().forEach(name -> scheduler.bringForward(name, Duration.ZERO));
    builtIns.keySet().forEach(name -> scheduler.bringForward(name, Duration.ZERO));
  }

  private void keepUp() {
    try {
      judgement.pollHold();
      judgement.pollSettings();
      judgement.saveWhenNeeded();
    } catch (RuntimeException | Error e) {
      mishaps.happened(e);
    }
  }

  private void look() {
    long start = System.nanoTime();
    try {
      boolean due = start - filesLookedAt >= LOOK_AT_FILES_EVERY.toNanos();
      FolderWatch.Look look = due ? watch.lookAtFiles() : watch.lookAtFolder();
      if (!(look instanceof FolderWatch.Look.Same)) {
        filesLookedAt = start;
      }
      checks.take(look, start);
    } catch (RuntimeException | Error e) {
      mishaps.happened(e);
    }
    long took = System.nanoTime() - start;
    long longest = Math.max(LOOK_AGAIN_AT_LATEST.toNanos(), took);
    long pause = Math.clamp(took * LOOKING_SHARE, LOOK_AT_FOLDER_EVERY.toNanos(), longest);
    if (!looking.isShutdown()) {
      var ignored = looking.schedule(this::look, pause, TimeUnit.NANOSECONDS);
    }
  }

  /** A turn of one check. */
  private final class Turns implements CheckScheduler.Run {

    @Override
    public void run(String name, Duration late) throws InterruptedException {
      mishaps.begins(name);
      try {
        runOnce(name, late);
      } finally {
        mishaps.ends(name);
      }
    }

    /** Nobody knows what the check would have said. */
    @Override
    public void failed(String name, Throwable why) {
      mishaps.happened(why);
      try {
        judged(
            name,
            RunResult.notDone(
                (NativeThreads.areShort(why) ? "could not start: " : "") + Mishaps.reason(why)),
            Duration.ZERO,
            parts.clock().instant(),
            Confirmation.NONE_NEEDED);
      } catch (RuntimeException | Error e) {
        mishaps.happened(e);
      }
    }
  }

  private void runOnce(String name, Duration late) throws InterruptedException {
    Instant began = parts.clock().instant();
    BuiltIn builtIn = builtIns.get(name);
    if (builtIn != null) {
      long start = System.nanoTime();
      RunResult result = RunResult.of(builtIn.judge(), Duration.ofNanos(System.nanoTime() - start));
      judged(name, result, late, began, Confirmation.of(builtIn, plan.confirmDelay()));
      return;
    }
    Optional<Check> known = checks.get(name);
    if (known.isEmpty()) {
      return;
    }
    switch (scripts.take(known.get(), began)) {
      case ScriptTurn.Outcome.Judged(CheckResult result, RunResult run) -> {
        checks.ran(result.check());
        judged(name, run, late, began, Confirmation.of(result, plan.confirmDelay()));
        if (result.doubt() == Doubt.STARVED) {
          scheduler.bringForward(name, AFTER_STARVED);
        }
      }
      case ScriptTurn.Outcome.Unsettled() -> scheduler.bringForward(name, SETTLED);
      case ScriptTurn.Outcome.Gone() -> {}
    }
  }

  private void judged(
      String name, RunResult result, Duration late, Instant began, Confirmation confirmation) {
    if (judgement.judged(name, result, began, confirmation)) {
      parts.listener().finished(name, result, late);
    }
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
