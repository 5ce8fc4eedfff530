package io.jetpack.runner.python;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptRunner;
import io.jetpack.runner.ScriptRunnerContract;

class PythonScriptTest extends ScriptRunnerContract {

  @Override
  protected ScriptRunner open() {
    return new PythonRunnerProvider().open(RunnerSettings.defaults());
  }

  @Override
  protected String extension() {
    return ".py";
  }

  @Override
  protected String exits(int code) {
    return "import sys\nsys.exit(" + code + ")\n";
  }

  @Override
  protected String writes(String out, String err) {
    return "import sys\nsys.stdout.write('" + out + "')\nsys.stderr.write('" + err + "')\n";
  }

  @Override
  protected String writesLines(int lines) {
    return """
    import sys
    for i in range(%d):
        line = ('line %%d' %% i).ljust(99) + '\\n'
        sys.stdout.write(line)
        sys.stderr.write(line)
    """
        .formatted(lines);
  }

  @Override
  protected String writesBytesThatAreNoUtf8() {
    return "import sys\nsys.stdout.buffer.write(b'a\\xff\\xfeb')\n";
  }

  @Override
  protected String countsStdin() {
    return "import sys\nprint(len(sys.stdin.read()))\n";
  }

  @Override
  protected String writesArguments() {
    return "import sys\nsys.stdout.write(''.join(a + '|' for a in sys.argv[1:]))\n";
  }

  @Override
  protected String writesVariable() {
    return "import os, sys\nsys.stdout.write(os.environ['V'])\n";
  }

  @Override
  protected String writesWorkingDirectory() {
    return "import os\nprint(os.getcwd())\n";
  }

  @Override
  protected String sleepsLong() {
    return "import time\nopen('started', 'w').close()\ntime.sleep(600)\nprint('never')\n";
  }

  @Override
  protected String computes() {
    return "import time\nend = time.thread_time() + 0.2\nwhile time.thread_time() < end:\n    pass\n";
  }
}
