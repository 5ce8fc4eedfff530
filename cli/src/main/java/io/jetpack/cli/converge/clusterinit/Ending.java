package io.jetpack.cli.converge.clusterinit;

import io.jetpack.runner.ScriptOutcome;
import io.jetpack.text.Durations;

/**
 * How a script ended, for the message about its failure.
 *
 * @param code its return code, or what a shell would show of it
 * @param words {@code return code: 1}
 */
record Ending(int code, String words) {

  private static final int SIGNAL_OFFSET = 128;
  private static final int NOT_STARTED = 126;
  private static final int TIMED_OUT = 124;

  static Ending of(ScriptOutcome outcome) {
    return switch (outcome) {
      case ScriptOutcome.Exited(int code, var _) -> new Ending(code, "return code: " + code);
      case ScriptOutcome.Signalled(int signal, var _) ->
          new Ending(
              SIGNAL_OFFSET + signal,
              "return code: %d, killed by signal %d".formatted(SIGNAL_OFFSET + signal, signal));
      case ScriptOutcome.TimedOut(var limit, var _) ->
          new Ending(
              TIMED_OUT,
              "ended after %s, see 'converge.script_timeout'".formatted(Durations.format(limit)));
      case ScriptOutcome.OverMemory(String reason, var _) -> new Ending(NOT_STARTED, reason);
      case ScriptOutcome.RunnerFailed(String reason, var _) -> new Ending(NOT_STARTED, reason);
      case ScriptOutcome.NotStarted(String reason) ->
          new Ending(NOT_STARTED, "could not start: " + reason);
    };
  }

  /**
   * What becomes of a script when the shell between it and the agent is killed.
   *
   * @param processes how many of its processes had to be ended
   */
  static Ending ofKilledShell(int signal, int processes) {
    return new Ending(
        SIGNAL_OFFSET + signal,
        "return code: %d, the shell that ran it was killed by signal %d%s"
            .formatted(
                SIGNAL_OFFSET + signal,
                signal,
                processes == 0 ? "" : "; what was left of the script was ended, too"));
  }

  boolean isSuccess() {
    return code == 0;
  }
}
