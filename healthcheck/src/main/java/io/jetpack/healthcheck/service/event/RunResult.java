package io.jetpack.healthcheck.service.event;

import io.jetpack.healthcheck.CheckResult;
import io.jetpack.healthcheck.Ending;
import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What came of a run, of a script or of a built-in.
 *
 * @param state about the node
 * @param kind how it ended, as in JSON
 * @param exitCode when it ended by itself
 * @param reason why, for people; empty when all is well
 * @param duration how long it took
 * @param cpuTime its processor time, when it is known
 * @param strays how many processes it left behind, which were killed
 * @param output what it wrote, for people
 * @param saysNothing whether it says nothing about the node: it could not be started, or could not
 *     start what it needs
 */
public record RunResult(
    HealthState state,
    String kind,
    OptionalInt exitCode,
    Optional<String> reason,
    Duration duration,
    Optional<Duration> cpuTime,
    int strays,
    String output,
    boolean saysNothing) {

  /**
   * The result of a script's run.
   *
   * @param remark what else a person should know about it
   */
  public static RunResult of(CheckResult result, Optional<String> remark) {
    String stderr = result.record().stderr().text();
    return new RunResult(
        result.state(),
        result.ending().label(),
        result.exitCode(),
        remark
            .map(more -> result.reason().map(reason -> reason + "; " + more).orElse(more))
            .or(result::reason),
        result.record().wallTime(),
        result.record().cpuTime(),
        result.record().strays().size(),
        stderr.isBlank() ? result.record().stdout().text() : stderr,
        result.saysNothing());
  }

  public static RunResult of(Verdict verdict, Duration duration) {
    return new RunResult(
        verdict.state(),
        verdict instanceof Verdict.Unknown(Ending kind, var ignored)
            ? kind.label()
            : Ending.EXITED.label(),
        OptionalInt.empty(),
        verdict.reason(),
        duration,
        Optional.empty(),
        0,
        "",
        false);
  }

  /** It was the turn of a check, and nothing could be run. */
  public static RunResult notDone(String why) {
    return new RunResult(
        HealthState.UNKNOWN,
        Ending.NOT_STARTED.label(),
        OptionalInt.empty(),
        Optional.of(why),
        Duration.ZERO,
        Optional.empty(),
        0,
        "",
        true);
  }

  /** Whether its time limit ended it. */
  public boolean isTimedOut() {
    return kind.equals(Ending.TIMED_OUT.label());
  }
}
