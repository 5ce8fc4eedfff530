package io.jetpack.healthcheck;

import io.jetpack.healthcheck.scratch.ScratchDirectory;
import io.jetpack.healthcheck.scratch.ScratchPlaces;
import io.jetpack.runner.RunRecord;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunners;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/**
 * Runs checks and judges their endings. A check runs in a scratch directory of its own, which is
 * removed afterwards. Safe for use by many threads.
 */
public final class CheckRunner {

  /** How many checks run at once where nobody says otherwise. */
  public static final int DEFAULT_PARALLELISM = 4;

  private final ScriptRunners runners;
  private final RunLimits limits;
  private final Map<String, String> environment;
  private final ScratchPlaces places;
  private final OwnCode ownCode;

  /**
   * @param runners who runs the scripts; closed by its owner
   * @param limits what holds for each run
   * @param environment the whole environment of the checks
   * @param places where the directories are made in which they run
   */
  public CheckRunner(
      ScriptRunners runners,
      RunLimits limits,
      Map<String, String> environment,
      ScratchPlaces places) {
    this(runners, limits, environment, places, new ForkFailures());
  }

  CheckRunner(
      ScriptRunners runners,
      RunLimits limits,
      Map<String, String> environment,
      ScratchPlaces places,
      ForkFailures failures) {
    this.runners = runners;
    this.limits = limits;
    this.environment = Map.copyOf(environment);
    this.places = places;
    this.ownCode = new OwnCode(new ProcessProbe(runners, this.environment), failures);
  }

  /**
   * Runs one check to its end.
   *
   * @throws InterruptedException when the calling thread is interrupted; nothing of the check is
   *     alive then
   */
  public CheckResult run(Check check) throws InterruptedException {
    if (!check.mistakes().isEmpty()) {
      return notRun(check, "not run: " + String.join("; ", check.mistakes()));
    }
    try {
      return runInScratch(check);
    } catch (RuntimeException e) {
      // a bug of ours costs this result and nothing else
      return notRun(check, "not run, because of a bug of jetpack; please report it: " + e);
    }
  }

  private static CheckResult notRun(Check check, String reason) {
    Verdict verdict = new Verdict.Unknown(Ending.NOT_STARTED, reason);
    return new CheckResult(
        check,
        verdict,
        Ending.NOT_STARTED,
        OptionalInt.empty(),
        RunRecord.NOTHING,
        Optional.empty(),
        Doubt.NONE);
  }

  private CheckResult runInScratch(Check check) throws InterruptedException {
    ScratchDirectory scratch;
    try {
      scratch = places.make();
    } catch (IOException e) {
      ScriptOutcome outcome = new ScriptOutcome.NotStarted(String.valueOf(e.getMessage()));
      return result(check, outcome, VerdictPolicy.judge(outcome));
    }
    CheckResult result;
    try {
      result = runIn(scratch.path(), check);
    } catch (InterruptedException | RuntimeException | Error e) {
      scratch.removeQuickly();
      throw e;
    }
    return result.withLeft(left(scratch));
  }

  private static Optional<String> left(ScratchDirectory scratch) {
    try {
      return scratch.remove();
    } catch (RuntimeException e) {
      // no reason to lose what the check has said
      return Optional.of(
          "its directory '%s' was not removed, because of a bug of jetpack; please report it: %s"
              .formatted(scratch.path(), e));
    }
  }

  /**
   * Runs one check in another directory than nodes do, to see what it makes of that.
   *
   * @param directory an existing directory of the caller's own, where a check can do no harm
   * @throws InterruptedException as {@link #run}
   */
  public CheckResult runIn(Path directory, Check check) throws InterruptedException {
    long beforeRun = ownCode.beforeRun();
    ScriptOutcome outcome = runners.run(check.runtime(), request(check, directory));
    return result(check, outcome, ownCode.judge(outcome, beforeRun));
  }

  private static CheckResult result(Check check, ScriptOutcome outcome, Verdict verdict) {
    Doubt doubt = OwnCode.doubt(check, outcome, verdict);
    OptionalInt exitCode =
        outcome instanceof ScriptOutcome.Exited(int code, var ignored) && doubt != Doubt.STARVED
            ? OptionalInt.of(code)
            : OptionalInt.empty();
    Ending ending = doubt == Doubt.STARVED ? Ending.NOT_STARTED : Ending.of(outcome);
    return new CheckResult(
        check, verdict, ending, exitCode, outcome.record(), Optional.empty(), doubt);
  }

  /**
   * Runs checks side by side.
   *
   * @param parallelism how many run at once at most, at least 1
   * @return the results, in the order of the checks
   * @throws InterruptedException when the calling thread is interrupted; nothing of any check is
   *     alive then
   */
  public List<CheckResult> runAll(List<Check> checks, int parallelism, CheckListener listener)
      throws InterruptedException {
    List<Callable<CheckResult>> runs = new ArrayList<>();
    for (Check check : checks) {
      runs.add(() -> {
        listener.started(check);
        CheckResult result = run(check);
        listener.finished(result);
        return result;
      });
    }
    ThreadFactory threads = Thread.ofVirtual().name("check-", 1).factory();
    List<CheckResult> results = new ArrayList<>();
    // closing waits for the runs that an interrupt has cancelled
    try (ExecutorService executor = Executors.newFixedThreadPool(parallelism, threads)) {
      for (Future<CheckResult> run : executor.invokeAll(runs)) {
        results.add(run.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check could not be run: " + e.getCause(), e);
    }
    return results;
  }

  private ScriptRequest request(Check check, Path directory) {
    return new ScriptRequest(
        check.script().toAbsolutePath(),
        List.of(),
        environment,
        directory,
        check.settings().timeLimit(),
        limits.killGrace(),
        limits.outputLimitBytes(),
        check.settings().keepDaemons());
  }
}
