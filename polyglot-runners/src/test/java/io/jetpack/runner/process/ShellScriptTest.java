package io.jetpack.runner.process;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptRunner;
import io.jetpack.runner.ScriptRunnerContract;

@StartsProcesses
class ShellScriptTest extends ScriptRunnerContract {

  @Override
  protected ScriptRunner open() {
    return new ProcessRunnerProvider().open(RunnerSettings.defaults());
  }

  @Override
  protected String extension() {
    return ".sh";
  }

  @Override
  protected String exits(int code) {
    return "exit " + code + "\n";
  }

  @Override
  protected String writes(String out, String err) {
    return "printf %s '" + out + "'\nprintf %s '" + err + "' >&2\n";
  }

  @Override
  protected String writesLines(int lines) {
    return """
    for ((i = 0; i < %d; i++)); do
      printf -v line '%%-99s' "line $i"
      echo "$line"
      echo "$line" >&2
    done
    """
        .formatted(lines);
  }

  @Override
  protected String writesBytesThatAreNoUtf8() {
    return "printf 'a\\xff\\xfeb'\n";
  }

  @Override
  protected String countsStdin() {
    return "wc -c\n";
  }

  @Override
  protected String writesArguments() {
    return "printf '%s|' \"$@\"\n";
  }

  @Override
  protected String writesVariable() {
    return "printf %s \"$V\"\n";
  }

  @Override
  protected String writesWorkingDirectory() {
    return "#!/bin/sh\npwd\n";
  }

  @Override
  protected String sleepsLong() {
    return "touch started\nsleep 600\necho never\n";
  }

  @Override
  protected String computes() {
    return "for ((i = 0; i < 300000; i++)); do :; done\n";
  }
}
