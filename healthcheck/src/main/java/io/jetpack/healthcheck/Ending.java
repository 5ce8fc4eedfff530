package io.jetpack.healthcheck;

import io.jetpack.runner.ScriptOutcome;
import java.util.Locale;

/** How the run of a check ended, whatever that means for the node. */
public enum Ending {
  /** It ended by itself, with an exit code. */
  EXITED,
  /** Its time was over. */
  TIMED_OUT,
  /** It did not run at all, or what it wanted to run could not be started. */
  NOT_STARTED,
  /** A signal killed it. */
  SIGNALLED,
  /** The memory of the agent was short, and it was ended or does not count. */
  OVER_MEMORY,
  /** What runs it failed while it ran. */
  RUNNER_FAILED;

  /** The name in tables, JSON and messages. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Ending of(ScriptOutcome outcome) {
    return switch (outcome) {
      case ScriptOutcome.Exited ignored -> EXITED;
      case ScriptOutcome.TimedOut ignored -> TIMED_OUT;
      case ScriptOutcome.NotStarted ignored -> NOT_STARTED;
      case ScriptOutcome.Signalled ignored -> SIGNALLED;
      case ScriptOutcome.OverMemory ignored -> OVER_MEMORY;
      case ScriptOutcome.RunnerFailed ignored -> RUNNER_FAILED;
    };
  }
}
