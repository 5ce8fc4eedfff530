package io.jetpack.runner.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.Script;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptOutcome.NotStarted;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What PowerShell would be called with: a stand-in of its name says so. */
@Timeout(60)
@StartsProcesses
class PowerShellTest {

  @TempDir Path directory;

  private Path script;

  @BeforeEach
  void write() throws Exception {
    script = Files.writeString(directory.resolve("10 install.PS1"), "exit 3\r\n");
  }

  private void program(String name, int code) throws Exception {
    Path program =
        Files.writeString(
            directory.resolve(name), "#!/bin/bash\nprintf '%s\\n' \"$@\"\nexit " + code + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  private ScriptOutcome run() throws Exception {
    try (ScriptRunner runner = new ProcessRunnerProvider().open(RunnerSettings.defaults())) {
      return runner.run(
          ScriptRequest.of(script, directory)
              .withArguments(List.of("one"))
              .withEnvironment(Map.of("PATH", directory.toString())));
    }
  }

  @Test
  void a_script_is_given_to_it_without_a_profile_and_its_exit_code_comes_through()
      throws Exception {
    program("pwsh", 3);
    ScriptOutcome outcome = run();
    assertThat(outcome)
        .isInstanceOfSatisfying(Exited.class, ended -> assertThat(ended.code()).isEqualTo(3));
    assertThat(outcome.record().stdout().text())
        .isEqualTo(
            "-NoLogo\n-NoProfile\n-NonInteractive\n-ExecutionPolicy\nBypass\n-File\n%s\none\n"
                .formatted(script));
  }

  @Test
  void the_one_of_windows_is_taken_where_there_are_two() throws Exception {
    program("pwsh", 4);
    program("powershell.exe", 5);
    assertThat(run())
        .isInstanceOfSatisfying(Exited.class, ended -> assertThat(ended.code()).isEqualTo(5));
  }

  @Test
  void where_there_is_none_it_is_said_and_no_check_is_one() throws Exception {
    assertThat(run())
        .isInstanceOfSatisfying(
            NotStarted.class,
            outcome ->
                assertThat(outcome.reason())
                    .isEqualTo(
                        "there is no PowerShell (powershell.exe, pwsh) on the PATH to run '%s'"
                            .formatted(script)));
    assertThat(new ProcessRunnerProvider().takes(Script.of(script))).isFalse();
  }
}
