package io.jetpack.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.runner.CapturedOutput;
import io.jetpack.runner.RunRecord;
import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptOutcome.NotStarted;
import io.jetpack.runner.ScriptOutcome.RunnerFailed;
import io.jetpack.runner.ScriptOutcome.Signalled;
import io.jetpack.runner.ScriptOutcome.TimedOut;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictPolicyTest {

  @Test
  void zeroIsHealthyWhateverWasWritten() {
    assertThat(VerdictPolicy.judge(new Exited(0, record("out", "err"))))
        .isEqualTo(new Verdict.Healthy());
  }

  @Test
  void only254AsksForTermination() {
    assertThat(IntStream.rangeClosed(0, 255).filter(code -> stateOf(code) == HealthState.TERMINATE))
        .containsExactly(254);
    assertThat(IntStream.rangeClosed(0, 255).filter(code -> stateOf(code) == HealthState.HEALTHY))
        .containsExactly(0);
  }

  private static HealthState stateOf(int code) {
    return VerdictPolicy.judge(new Exited(code, record("", ""))).state();
  }

  @Test
  void terminationIsToldInTheWordsOfTheScript() {
    assertThat(VerdictPolicy.judge(new Exited(254, record("noise", "disk sda is dead\n"))))
        .isEqualTo(new Verdict.Terminate("disk sda is dead"));
    assertThat(VerdictPolicy.judge(new Exited(254, record("disk sda is dead\n", " \n"))))
        .isEqualTo(new Verdict.Terminate("disk sda is dead"));
    assertThat(VerdictPolicy.judge(new Exited(254, record("", ""))))
        .isEqualTo(
            new Verdict.Terminate("exited 254 without a word; let the script say why on stderr"));
  }

  @Test
  void everyOtherEndingIsUnknownAndKeptApart() {
    assertThat(VerdictPolicy.judge(new Exited(3, record("", "no route"))))
        .isEqualTo(new Verdict.Unknown(Ending.EXITED, "exited 3: no route"));
    assertThat(VerdictPolicy.judge(new Exited(3, record("", ""))))
        .isEqualTo(new Verdict.Unknown(Ending.EXITED, "exited 3 without a word"));
    assertThat(VerdictPolicy.judge(new TimedOut(Duration.ofSeconds(20), record("step 1\n", ""))))
        .isEqualTo(
            new Verdict.Unknown(Ending.TIMED_OUT, "timed out after 20s; last output: step 1"));
    assertThat(VerdictPolicy.judge(new TimedOut(Duration.ofSeconds(90), record("", ""))))
        .isEqualTo(new Verdict.Unknown(Ending.TIMED_OUT, "timed out after 1m30s without a word"));
    assertThat(VerdictPolicy.judge(new Signalled(9, record("", "step 2"))))
        .isEqualTo(
            new Verdict.Unknown(
                Ending.SIGNALLED, "killed by signal 9 (SIGKILL); last output: step 2"));
    assertThat(VerdictPolicy.judge(new Signalled(40, record("", ""))))
        .isEqualTo(new Verdict.Unknown(Ending.SIGNALLED, "killed by signal 40 without a word"));
    assertThat(VerdictPolicy.judge(new RunnerFailed("could not run in process: x", record("", ""))))
        .isEqualTo(new Verdict.Unknown(Ending.RUNNER_FAILED, "could not run in process: x"));
    assertThat(VerdictPolicy.judge(new NotStarted("'x' does not exist")))
        .isEqualTo(new Verdict.Unknown(Ending.NOT_STARTED, "could not start: 'x' does not exist"));
  }

  private static RunRecord record(String stdout, String stderr) {
    return new RunRecord(
        captured(stdout), captured(stderr), Duration.ofSeconds(1), Optional.empty(), List.of());
  }

  private static CapturedOutput captured(String text) {
    return new CapturedOutput(text, text.length(), 0);
  }
}
