package io.jetpack.healthcheck;

import io.jetpack.runner.RunRecord;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptOutcome.NotStarted;
import io.jetpack.runner.ScriptOutcome.OverMemory;
import io.jetpack.runner.ScriptOutcome.RunnerFailed;
import io.jetpack.runner.ScriptOutcome.Signalled;
import io.jetpack.runner.ScriptOutcome.TimedOut;
import io.jetpack.text.Durations;
import java.util.Map;
import java.util.Optional;

/**
 * What an ending means: 0 is healthy, 254 asks for termination, everything else is unknown. The
 * guide chose 254 so that an error of a check never terminates a node. Bash chose it, too, for a
 * process that it cannot start: such a 254 is not the script's and does not count.
 */
public final class VerdictPolicy {

  /** The one exit code that asks for the node's termination. */
  public static final int TERMINATE_CODE = 254;

  private static final Map<Integer, String> SIGNAL_NAMES =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(6, "SIGABRT"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE"),
          Map.entry(9, "SIGKILL"),
          Map.entry(10, "SIGUSR1"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(12, "SIGUSR2"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(14, "SIGALRM"),
          Map.entry(15, "SIGTERM"),
          Map.entry(24, "SIGXCPU"),
          Map.entry(25, "SIGXFSZ"));

  private VerdictPolicy() {}

  /** A pure function: the same outcome always gets the same verdict. */
  public static Verdict judge(ScriptOutcome outcome) {
    Optional<String> words = words(outcome.record());
    return switch (outcome) {
      case Exited(int code, var record) when code == TERMINATE_CODE && ForkErrors.in(record) ->
          starved("", words.orElse(""));
      case Exited(int code, var ignored) -> exited(code, words);
      case TimedOut(var limit, var ignored) ->
          new Verdict.Unknown(
              Ending.TIMED_OUT, "timed out after " + Durations.format(limit) + lastOutput(words));
      case Signalled(int signal, var ignored) ->
          new Verdict.Unknown(
              Ending.SIGNALLED, "killed by signal " + signalName(signal) + lastOutput(words));
      case OverMemory(String reason, var ignored) ->
          new Verdict.Unknown(
              Ending.OVER_MEMORY,
              reason
                  + "; with the line '# jetpack: runtime=process' it runs under its own interpreter"
                  + words.map(text -> "; last output: " + text).orElse(""));
      case RunnerFailed(String reason, var ignored) ->
          new Verdict.Unknown(Ending.RUNNER_FAILED, reason);
      case NotStarted(String reason) ->
          new Verdict.Unknown(Ending.NOT_STARTED, "could not start: " + reason);
    };
  }

  /**
   * The verdict on a 254 that may be the shell's own, because it could not start a process.
   *
   * @param when when it could not, as a part of the sentence; empty for during the run
   * @param problem what shows it
   */
  static Verdict starved(String when, String problem) {
    return new Verdict.Unknown(
        Ending.NOT_STARTED,
        "the shell could not start a process%s, so its 254 does not count: %s"
            .formatted(when, problem));
  }

  private static Verdict exited(int code, Optional<String> words) {
    return switch (code) {
      case 0 -> new Verdict.Healthy();
      case TERMINATE_CODE ->
          new Verdict.Terminate(
              words.orElse("exited 254 without a word; let the script say why on stderr"));
      default ->
          new Verdict.Unknown(
              Ending.EXITED,
              "exited " + code + words.map(text -> ": " + text).orElse(" without a word"));
    };
  }

  /** Whether the script wrote nothing that could tell a person why it ended as it did. */
  static boolean isSilent(RunRecord record) {
    return words(record).isEmpty();
  }

  /** What the script wrote on stderr, otherwise on stdout. */
  private static Optional<String> words(RunRecord record) {
    return Excerpt.of(record.stderr().text()).or(() -> Excerpt.of(record.stdout().text()));
  }

  private static String lastOutput(Optional<String> words) {
    return words.map(text -> "; last output: " + text).orElse(" without a word");
  }

  private static String signalName(int signal) {
    String name = SIGNAL_NAMES.get(signal);
    return name == null ? String.valueOf(signal) : signal + " (" + name + ")";
  }
}
