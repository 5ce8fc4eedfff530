package io.jetpack.healthcheck;

import io.jetpack.runner.Script;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.Exited;

/**
 * Finds out whether a 254 can be the script's own. Bash ends with 254, too, when it cannot start a
 * process, and its script may pass that on without a word. Safe for use by many threads.
 */
final class OwnCode {

  private final ProcessProbe probe;
  private final ForkFailures failures;

  OwnCode(ProcessProbe probe, ForkFailures failures) {
    this.probe = probe;
    this.failures = failures;
  }

  /** What {@link #judge} has to know about the time before a run. */
  long beforeRun() {
    return failures.count();
  }

  /**
   * Judges a run that has just ended.
   *
   * @param beforeRun what {@link #beforeRun} said before it began
   */
  Verdict judge(ScriptOutcome outcome, long beforeRun) throws InterruptedException {
    Verdict verdict = VerdictPolicy.judge(outcome);
    if (!(verdict instanceof Verdict.Terminate)) {
      return verdict;
    }
    if (failures.count() > beforeRun) {
      return VerdictPolicy.starved(
          " during the run", "its control group has too many processes (pids.max)");
    }
    return probe
        .problem(VerdictPolicy.isSilent(outcome.record()) ? ProcessProbe.MANY : ProcessProbe.FEW)
        .map(problem -> VerdictPolicy.starved(" just after the run", problem))
        .orElse(verdict);
  }

  /** What makes it doubtful that a 254 is the script's own, given the verdict on it. */
  static Doubt doubt(Check check, ScriptOutcome outcome, Verdict verdict) {
    boolean terminates =
        outcome instanceof Exited(int code, var ignored) && code == VerdictPolicy.TERMINATE_CODE;
    if (!terminates) {
      return Doubt.NONE;
    }
    if (!(verdict instanceof Verdict.Terminate)) {
      return Doubt.STARVED;
    }
    return VerdictPolicy.isSilent(outcome.record()) && Script.of(check.script()).isForShell()
        ? Doubt.SILENT
        : Doubt.NONE;
  }
}
