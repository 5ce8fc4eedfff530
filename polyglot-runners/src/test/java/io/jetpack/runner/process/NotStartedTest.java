package io.jetpack.runner.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptOutcome.NotStarted;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can not be started says why, in words that name the thing to mend. */
@Timeout(60)
@StartsProcesses
class NotStartedTest {

  @TempDir Path directory;

  private ScriptOutcome run(String name, String text) throws Exception {
    try (ScriptRunner runner =
        new ProcessRunnerProvider()
            .open(RunnerSettings.defaults().withBatchCommand(List.of("no-such-wine")))) {
      Path script = Files.writeString(directory.resolve(name), text);
      return runner.run(ScriptRequest.of(script, directory));
    }
  }

  private void isNotStarted(ScriptOutcome outcome, String... words) {
    assertThat(outcome)
        .isInstanceOfSatisfying(NotStarted.class, e -> assertThat(e.reason()).contains(words));
  }

  @Test
  void a_missing_interpreter() throws Exception {
    isNotStarted(run("a", "#!/no/such/ruby -w\n"), "'/no/such/ruby'", "#!/no/such/ruby -w");
  }

  @Test
  void an_interpreter_that_is_not_on_the_path() throws Exception {
    isNotStarted(run("a", "#!/usr/bin/env no-such-ruby\n"), "'no-such-ruby'");
  }

  @Test
  void an_interpreter_that_is_a_directory() throws Exception {
    isNotStarted(run("a", "#!/usr\n"), "'/usr'");
  }

  @Test
  void a_first_line_with_cr_lf() throws Exception {
    isNotStarted(run("a.sh", "#!/bin/bash\r\nexit 0\r\n"), "CR LF", "/bin/bash\\r");
  }

  @Test
  void nothing_says_how_to_run_it() throws Exception {
    isNotStarted(run("data.txt", "hello\n"), "data.txt", "#!/bin/bash");
  }

  @Test
  void batch_without_cmd_exe() throws Exception {
    isNotStarted(run("a.bat", "exit /b 0\r\n"), "no-such-wine", "runner.batch_command");
  }

  @Test
  void shebangs_are_read_as_the_kernel_reads_them() throws Exception {
    assertThat(run("a", "#!/usr/bin/env -S bash -eu\nexit 5\n"))
        .isInstanceOfSatisfying(Exited.class, e -> assertThat(e.code()).isEqualTo(5));
    assertThat(run("b", "#! /bin/bash   -e  \nfalse\nexit 5\n"))
        .isInstanceOfSatisfying(Exited.class, e -> assertThat(e.code()).isEqualTo(1));
    assertThat(run("c", "#!/usr/bin/perl\nexit(254);\n"))
        .isInstanceOfSatisfying(Exited.class, e -> assertThat(e.code()).isEqualTo(254));
  }
}
