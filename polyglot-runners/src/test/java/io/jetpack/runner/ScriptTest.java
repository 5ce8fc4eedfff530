package io.jetpack.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jetpack.runner.Script.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.py     | import os                                             | PYTHON",
        "a        | #!/usr/bin/env python3                                | PYTHON",
        "a.sh     | #!/usr/bin/python                                     | PYTHON",
        "a        | #!/opt/cycle/jetpack/system/embedded/bin/python       | PYTHON",
        "a        | #!/usr/bin/python3.11 -u                              | PYTHON",
        "a        | #!/usr/bin/env -S python3 -u                          | PYTHON",
        "a        | #!/usr/bin/env -S LANG=C python3                      | PYTHON",
        "a.py     | #!/usr/bin/python2                                    | SHEBANG",
        "a.py     | #!/usr/bin/python2.7                                  | SHEBANG",
        "a.py     | #!/bin/bash                                           | SHEBANG",
        "a.sh     | echo                                                  | SHELL",
        "A.SH     | echo                                                  | SHELL",
        "a.bash   | echo                                                  | SHELL",
        "a.bat    | exit                                                  | BATCH",
        "a.CMD    | exit                                                  | BATCH",
        "a        | #!/usr/bin/perl -w                                    | SHEBANG",
        "a        | #!                                                    | UNKNOWN",
        "a.json   | {}                                                    | UNKNOWN",
      })
  void the_language_is_that_of_the_first_line_or_the_extension(
      String name, String firstLine, Language language) throws Exception {
    Path path = Files.writeString(directory.resolve(name), firstLine + "\nmore\n");
    assertThat(Script.of(path).language()).isEqualTo(language);
  }

  @Test
  void a_file_that_is_gone_has_the_language_of_its_name() {
    assertThat(Script.of(directory.resolve("gone.py")).language()).isEqualTo(Language.PYTHON);
  }

  @Test
  void two_runners_of_one_name_are_refused_in_a_sentence() {
    ScriptRunnerProvider one = new Provider();
    assertThatThrownBy(() -> new ScriptRunners(RunnerSettings.defaults(), List.of(one, one)))
        .hasMessageContaining("two runners are named 'sample'");
  }

  @Test
  void a_runner_is_opened_when_its_first_script_runs() throws Exception {
    Provider provider = new Provider();
    try (ScriptRunners runners = new ScriptRunners(RunnerSettings.defaults(), List.of(provider))) {
      assertThat(runners.names()).containsExactly("sample");
      assertThat(runners.nameFor(Script.of(directory.resolve("x")))).contains("sample");
      assertThat(provider.opened).isZero();
      ScriptRequest request = ScriptRequest.of(directory.resolve("x"), directory);
      assertThat(runners.run("sample", request)).isInstanceOf(ScriptOutcome.NotStarted.class);
      assertThat(runners.run("sample", request)).isInstanceOf(ScriptOutcome.NotStarted.class);
      assertThat(provider.opened).isEqualTo(1);
      assertThatThrownBy(() -> runners.run("none", request))
          .hasMessage("no runner is named 'none'; there are [sample]");
    }
  }

  private static final class Provider implements ScriptRunnerProvider {
    private int opened;

    @Override
    public String name() {
      return "sample";
    }

    @Override
    public boolean takes(Script script) {
      return true;
    }

    @Override
    public ScriptRunner open(RunnerSettings settings) {
      opened++;
      return new ScriptRunner() {
        @Override
        public ScriptOutcome run(ScriptRequest request) {
          return new ScriptOutcome.NotStarted("sample");
        }

        @Override
        public void close() {}
      };
    }
  }
}
