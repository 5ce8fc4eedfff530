package io.jetpack.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.runner.CapturedOutput;
import io.jetpack.runner.RunRecord;
import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.Script;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import io.jetpack.runner.ScriptRunnerProvider;
import io.jetpack.runner.ScriptRunners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProcessProbeTest {

  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

  @ParameterizedTest
  @ValueSource(ints = {ProcessProbe.FEW, ProcessProbe.MANY, 100})
  void a_shell_that_can_start_processes_has_no_problem(int processes) throws Exception {
    try (ScriptRunners runners = ScriptRunners.load(RunnerSettings.defaults())) {
      assertThat(new ProcessProbe(runners, ENVIRONMENT).problem(processes)).isEmpty();
    }
  }

  @Test
  void as_many_processes_as_were_asked_for_are_started_at_once() throws Exception {
    List<String> asked = new ArrayList<>();
    try (ScriptRunners runners =
        runners(request -> {
          asked.addAll(request.arguments());
          return exited(3, "");
        })) {
      assertThat(new ProcessProbe(runners, ENVIRONMENT).problem(8)).isEmpty();
    }
    assertThat(asked).endsWith("8");
  }

  @Test
  void the_shell_s_words_are_the_problem() throws Exception {
    assertThat(problem(() -> exited(2, "sh: 1: Cannot fork\n")))
        .hasValue("exited 2: sh: 1: Cannot fork");
    assertThat(problem(() -> exited(254, "sh: fork: Cannot allocate memory\n")))
        .hasValueSatisfying(words -> assertThat(words).endsWith("fork: Cannot allocate memory"));
    assertThat(problem(() -> exited(0, ""))).hasValue("exited 0");
  }

  @Test
  void a_shell_that_cannot_be_started_is_a_problem() throws Exception {
    assertThat(problem(() -> new ScriptOutcome.NotStarted("'/bin/sh' could not be started: no")))
        .hasValue("could not start: '/bin/sh' could not be started: no");
    assertThat(problem(() -> new ScriptOutcome.TimedOut(Duration.ofSeconds(10), record(""))))
        .hasValue("timed out after 10s without a word");
    assertThat(
            problem(() -> {
              throw new OutOfMemoryError("unable to create native thread");
            }))
        .hasValue("unable to create native thread");
  }

  private static Optional<String> problem(Supplier<ScriptOutcome> outcome) throws Exception {
    try (ScriptRunners runners = runners(request -> outcome.get())) {
      return new ProcessProbe(runners, ENVIRONMENT).problem(ProcessProbe.FEW);
    }
  }

  private static ScriptOutcome exited(int code, String stderr) {
    return new ScriptOutcome.Exited(code, record(stderr));
  }

  private static RunRecord record(String stderr) {
    return new RunRecord(
        CapturedOutput.EMPTY,
        new CapturedOutput(stderr, stderr.length(), 0),
        Duration.ofMillis(1),
        Optional.empty(),
        List.of());
  }

  /** A machine on which each process ends in one way. */
  private static ScriptRunners runners(Function<ScriptRequest, ScriptOutcome> outcome) {
    ScriptRunner runner =
        new ScriptRunner() {
          @Override
          public ScriptOutcome run(ScriptRequest request) {
            return outcome.apply(request);
          }

          @Override
          public void close() {}
        };
    ScriptRunnerProvider provider =
        new ScriptRunnerProvider() {
          @Override
          public String name() {
            return "process";
          }

          @Override
          public boolean takes(Script script) {
            return true;
          }

          @Override
          public ScriptRunner open(RunnerSettings settings) {
            return runner;
          }
        };
    return new ScriptRunners(RunnerSettings.defaults(), List.of(provider));
  }
}
