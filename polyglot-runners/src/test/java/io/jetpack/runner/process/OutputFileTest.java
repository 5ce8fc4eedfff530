package io.jetpack.runner.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
@StartsProcesses
class OutputFileTest {

  @TempDir Path directory;

  private ScriptOutcome run(ScriptRequest request) throws Exception {
    try (ScriptRunner runner = new ProcessRunnerProvider().open(RunnerSettings.defaults())) {
      return runner.run(request);
    }
  }

  private ScriptRequest request(String body) throws Exception {
    Path script = Files.writeString(directory.resolve("script.sh"), body);
    return ScriptRequest.of(script, directory).withEnvironment(Map.of("PATH", "/usr/bin:/bin"));
  }

  @Test
  void both_streams_go_to_the_end_of_the_file_in_the_order_in_which_they_are_written()
      throws Exception {
    Path file = Files.writeString(directory.resolve("out"), "before\n");
    ScriptOutcome outcome =
        run(request("echo 1; echo 2 >&2; echo 3; echo 4 >&2; exit 7").withOutputFile(file));
    assertThat(outcome).isInstanceOf(ScriptOutcome.Exited.class);
    assertThat(((ScriptOutcome.Exited) outcome).code()).isEqualTo(7);
    assertThat(file).hasContent("before\n1\n2\n3\n4\n");
    assertThat(outcome.record().stdout().totalBytes()).isZero();
    assertThat(outcome.record().stderr().totalBytes()).isZero();
  }

  @Test
  void a_prefix_gets_the_whole_command_line_of_the_script() throws Exception {
    ScriptRequest request = request("echo \"$1\"").withArguments(List.of("a b"));
    ScriptOutcome outcome =
        run(
            request.withPrefix(
                List.of("/bin/sh", "-c", "echo \"$1\"; shift; exec \"$@\"", "sh", "x")));
    assertThat(outcome.record().stdout().text()).isEqualTo("x\na b\n");
  }

  @Test
  void a_program_that_is_no_script_runs_too() throws Exception {
    Path program = Files.copy(Path.of("/bin/true").toRealPath(), directory.resolve("program"));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    ScriptOutcome outcome = run(ScriptRequest.of(program, directory));
    assertThat(outcome).isInstanceOf(ScriptOutcome.Exited.class);
  }
}
