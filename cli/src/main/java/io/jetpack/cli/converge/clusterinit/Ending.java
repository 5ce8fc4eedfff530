package io.jetpack.cli.converge.clusterinit;

import io.jetpack.healthcheck.Durations;
import io.jetpack.runner.ScriptOutcome;

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
      case ScriptOutcome.NotStarted(String reason) ->
          new Ending(NOT_STARTED, "could not start: " + reason);
    };
  }

  boolean isSuccess() {
    return code == 0;
  }
}
