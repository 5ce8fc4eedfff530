package io.jetpack.runner;

import java.time.Duration;

/** How a run ended. Each ending carries what the run wrote and used. */
public sealed interface ScriptOutcome {

  /** What the run wrote, used and left behind. */
  RunRecord record();

  /**
   * The script ended by itself.
   *
   * @param code 0 to 255, as the operating system reports it
   */
  record Exited(int code, RunRecord record) implements ScriptOutcome {
    public Exited {
      if (code < 0 || code > 255) {
        throw new IllegalArgumentException("an exit code is 0 to 255, not " + code);
      }
    }
  }

  /**
   * A signal ended the script, and the runner did not send it.
   *
   * @param signal the signal's number
   */
  record Signalled(int signal, RunRecord record) implements ScriptOutcome {}

  /**
   * The script was ended because its time was over.
   *
   * @param limit the time that it had
   */
  record TimedOut(Duration limit, RunRecord record) implements ScriptOutcome {}

  /**
   * The script was ended, or what it did does not count, because the memory that it shared with
   * others was used up.
   *
   * @param reason who has used how much, for people
   */
  record OverMemory(String reason, RunRecord record) implements ScriptOutcome {}

  /**
   * The runner failed while the script ran: how it would have ended is not known.
   *
   * @param reason what failed and what to do, for people
   */
  record RunnerFailed(String reason, RunRecord record) implements ScriptOutcome {}

  /**
   * Nothing of the script ran.
   *
   * @param reason what was wrong and what to do, for people
   */
  record NotStarted(String reason) implements ScriptOutcome {
    @Override
    public RunRecord record() {
      return RunRecord.NOTHING;
    }
  }
}
