package io.jetpack.runner.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptOutcome.TimedOut;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import io.jetpack.runner.process.spawn.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batch files, for real: by Wine's cmd.exe, which {@code .ci/run} installs. */
@Timeout(180)
@StartsProcesses
class BatchScriptTest {

  private static ScriptRunner runner;

  @TempDir Path directory;

  @BeforeAll
  static void open() {
    boolean wine = Programs.findOnPath("wine", System.getenv()).isPresent();
    assumeTrue(wine, "wine is not installed: apt-get install wine wine64");
    runner =
        new ProcessRunnerProvider()
            .open(
                RunnerSettings.defaults().withBatchCommand(List.of("wine", "cmd.exe", "/d", "/c")));
  }

  @AfterAll
  static void close() {
    if (runner != null) {
      runner.close();
    }
  }

  private ScriptRequest request(String text) throws Exception {
    Path script = Files.writeString(directory.resolve("check it.bat"), text.replace("\n", "\r\n"));
    return ScriptRequest.of(script, directory).withKeepDaemons(true);
  }

  private ScriptOutcome run(String text) throws Exception {
    return runner.run(request(text));
  }

  @Test
  void exit_codes_come_through() throws Exception {
    for (int code : new int[] {0, 1, 3, 127, 254, 255}) {
      assertThat(run("@echo off\nexit /b " + code + "\n"))
          .isInstanceOfSatisfying(Exited.class, e -> assertThat(e.code()).isEqualTo(code));
    }
  }

  @Test
  void stdout_and_stderr_stay_apart() throws Exception {
    ScriptOutcome outcome = run("@echo off\necho to out\necho to err 1>&2\nexit /b 0\n");
    assertThat(outcome.record().stdout().text().strip()).isEqualTo("to out");
    assertThat(outcome.record().stderr().text()).contains("to err");
  }

  @Test
  void arguments_and_environment_arrive() throws Exception {
    ScriptRequest request = request("@echo off\necho %~1-%V%\n").withArguments(List.of("one"));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("V", "two words");
    ScriptOutcome outcome = runner.run(request.withEnvironment(environment));
    assertThat(outcome.record().stdout().text().strip()).isEqualTo("one-two words");
  }

  @Test
  void a_time_out_ends_it() throws Exception {
    ScriptOutcome outcome =
        runner.run(request("@echo off\n:again\ngoto again\n").withTimeLimit(Duration.ofSeconds(5)));
    assertThat(outcome).isInstanceOf(TimedOut.class);
    assertThat(outcome.record().wallTime()).isLessThan(Duration.ofSeconds(6));
  }
}
