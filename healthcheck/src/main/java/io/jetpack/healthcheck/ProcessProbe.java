package io.jetpack.healthcheck;

import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunners;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Finds out whether a shell can start processes now, in the limits that hold for the agent and so
 * for its checks: those of its control group, of its user and of its memory. Safe for use by many
 * threads.
 */
final class ProcessProbe {

  private static final Path SHELL = Path.of("/bin/sh");
  private static final String RUNNER = "process";

  /**
   * So many at once, each waiting for the next one, are tried after a script that has said a word:
   * there is room for a shell and a process of its own.
   */
  static final int FEW = 1;

  /**
   * So many are tried after one that has said nothing: a check needs several at once for a pipeline
   * within a substitution within another script.
   */
  static final int MANY = 8;

  private static final int ENDS_WITH = 3;

  /**
   * A shell is asked rather than the kernel, because bash's fork needs more memory than the agent's
   * own way to start a process.
   */
  private static final String TEXT =
      "f() { [ \"$1\" -gt 0 ] || exit %d; (f $(($1 - 1))); exit $?; }; f \"$1\""
          .formatted(ENDS_WITH);

  /** It takes 30 ms; bash tries again for 15 s, which is an answer, too. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final int OUTPUT_LIMIT_BYTES = 4096;

  /**
   * What was found.
   *
   * @param began when the search for it began, in nanoseconds
   * @param processes how many were tried
   */
  private record Answer(long began, int processes, Optional<String> problem) {

    /** Whether it is as good as one that is found now. */
    boolean answers(long asked, int needed) {
      return began - asked >= 0 && processes == needed;
    }
  }

  private final ScriptRunners runners;
  private final Map<String, String> environment;
  private final ReentrantLock turn = new ReentrantLock();
  private Optional<Answer> last = Optional.empty();

  ProcessProbe(ScriptRunners runners, Map<String, String> environment) {
    this.runners = runners;
    this.environment = environment;
  }

  /**
   * What keeps a shell from starting processes, now or a little later; empty when nothing does, and
   * where there is no such shell. Many that ask at the same time share an answer: probes side by
   * side would themselves fill a small table of processes.
   *
   * @param processes how many at once are tried, {@link #FEW} or {@link #MANY}
   */
  Optional<String> problem(int processes) throws InterruptedException {
    long asked = System.nanoTime();
    turn.lockInterruptibly();
    try {
      Optional<Answer> known = last.filter(answer -> answer.answers(asked, processes));
      if (known.isPresent()) {
        return known.get().problem();
      }
      Answer found = new Answer(System.nanoTime(), processes, find(processes));
      last = Optional.of(found);
      return found.problem();
    } finally {
      turn.unlock();
    }
  }

  private Optional<String> find(int processes) throws InterruptedException {
    if (!Files.isExecutable(SHELL) || !runners.names().contains(RUNNER)) {
      return Optional.empty();
    }
    ScriptRequest request =
        new ScriptRequest(
            SHELL,
            List.of("-c", TEXT, "sh", String.valueOf(processes)),
            environment,
            Path.of("/"),
            LIMIT,
            Duration.ZERO,
            OUTPUT_LIMIT_BYTES,
            false);
    try {
      ScriptOutcome outcome = runners.run(RUNNER, request);
      return outcome instanceof Exited(int code, var ignored) && code == ENDS_WITH
          ? Optional.empty()
          : Optional.of(VerdictPolicy.judge(outcome).reason().orElse("exited 0"));
    } catch (RuntimeException | OutOfMemoryError e) {
      // no thread can be made that would wait for a process
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
