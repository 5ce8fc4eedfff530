package io.jetpack.runner.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptOutcome.OverMemory;
import io.jetpack.runner.ScriptOutcome.Signalled;
import io.jetpack.runner.ScriptOutcome.TimedOut;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import io.jetpack.runner.process.StartsProcesses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that fight back; after each of them the next script runs as ever. */
@Timeout(120)
class HostileScriptTest {

  private static final Duration LIMIT = Duration.ofSeconds(2);

  /** For scripts that end by themselves, however busy the machine and its collector are. */
  private static final Duration AMPLE_LIMIT = Duration.ofSeconds(60);

  private static ScriptRunner runner;

  @TempDir static Path shared;

  @TempDir Path directory;

  @BeforeAll
  static void open() {
    runner = new PythonRunnerProvider().open(RunnerSettings.defaults().withWarmContexts(2));
  }

  @AfterAll
  static void close() {
    runner.close();
  }

  @AfterEach
  void the_next_script_runs_as_ever() throws Exception {
    Path next =
        Files.writeString(shared.resolve("next.py"), "import json\nprint(json.dumps([1]))\n");
    ScriptOutcome outcome = runner.run(ScriptRequest.of(next, directory));
    assertThat(outcome).isInstanceOf(Exited.class);
    assertThat(outcome.record().stdout().text()).isEqualTo("[1]\n");
  }

  private ScriptOutcome run(String text) throws Exception {
    return run(text, AMPLE_LIMIT);
  }

  private ScriptOutcome run(String text, Duration limit) throws Exception {
    Path script = Files.writeString(shared.resolve("hostile.py"), text);
    ScriptOutcome outcome = runner.run(ScriptRequest.of(script, directory).withTimeLimit(limit));
    assertThat(outcome.record().wallTime()).isLessThan(limit.plusSeconds(1));
    return outcome;
  }

  /**
   * What the hungry scripts of other tests have left is not to be collected while this is timed.
   */
  private static void collectGarbage() {
    System.gc();
  }

  private void timesOut(String text) throws Exception {
    collectGarbage();
    ScriptOutcome outcome = run(text, LIMIT);
    assertThat(outcome).isInstanceOf(TimedOut.class);
    // the outcome says it all
    assertThat(outcome.record().stderr().text()).doesNotContain("jetpack:");
  }

  private void exits(int code, ScriptOutcome outcome) {
    assertThat(outcome)
        .as(outcome.record().stderr().text())
        .isInstanceOfSatisfying(Exited.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void an_endless_loop_that_catches_everything() throws Exception {
    timesOut(
        """
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
        """);
  }

  @Test
  void a_long_sleep() throws Exception {
    timesOut("import time\ntime.sleep(600)\n");
  }

  @Test
  void a_pipe_that_nobody_writes() throws Exception {
    Process made = new ProcessBuilder("mkfifo", directory.resolve("pipe").toString()).start();
    assertThat(made.waitFor()).isZero();
    timesOut("open('pipe').read()\n");
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("python-open"));
  }

  @Test
  void a_pipe_that_a_writer_holds_open() throws Exception {
    Process made = new ProcessBuilder("mkfifo", directory.resolve("pipe").toString()).start();
    assertThat(made.waitFor()).isZero();
    timesOut("import os\nw = os.open('pipe', os.O_RDWR)\nopen('pipe').read()\n");
  }

  @Test
  void a_lock_taken_twice() throws Exception {
    timesOut("import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\n");
  }

  @Test
  void a_regular_expression_that_explodes() throws Exception {
    timesOut(
        "import re\nre.match(r'(a|aa)+$', 'a' * 200 + 'b')\nwhile True: re.match(r'(x+x+)+y', 'x' * 40)\n");
  }

  @StartsProcesses
  @Test
  void a_child_that_ignores_sigterm() throws Exception {
    collectGarbage();
    ScriptOutcome outcome =
        run(
            "import subprocess\nsubprocess.call(['bash', '-c', 'trap \"\" TERM; sleep 607; sleep 608'])\n",
            LIMIT);
    assertThat(outcome).isInstanceOf(TimedOut.class);
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(process -> process.info().commandLine().orElse("").matches(".*sleep 60[78]"));
  }

  @Test
  void a_product_that_nothing_interrupts_holds_up_no_close() throws Exception {
    // two factors of 10 MB each: one operation, which takes far longer than the limit
    Path script =
        Files.writeString(shared.resolve("product.py"), "x = (1 << (8 * 10 ** 7)) - 1\nx * x\n");
    ScriptRunner own = new PythonRunnerProvider().open(RunnerSettings.defaults());
    ScriptOutcome outcome = own.run(ScriptRequest.of(script, directory).withTimeLimit(LIMIT));
    assertThat(outcome).isInstanceOf(TimedOut.class);
    assertTimeoutPreemptively(Duration.ofSeconds(20), own::close);
  }

  @Test
  void an_endless_list() throws Exception {
    assertThat(run("a = []\nwhile True: a.append(bytearray(1 << 20))\n"))
        .isInstanceOf(OverMemory.class);
  }

  @Test
  void an_endless_string() throws Exception {
    // a MemoryError, unless somebody looks before
    ScriptOutcome outcome = run("s = 'x' * 1000\nwhile True: s += s\n");
    assertThat(outcome).isInstanceOfAny(Exited.class, OverMemory.class);
    assertThat(outcome instanceof Exited(int code, var _) ? code : 1).isEqualTo(1);
  }

  @Test
  void an_endless_recursion() throws Exception {
    exits(1, run("def f(n): return f(n + 1)\nf(0)\n"));
  }

  @Test
  void an_endless_recursion_without_python_s_limit() throws Exception {
    ScriptOutcome outcome =
        run("import sys\nsys.setrecursionlimit(10 ** 9)\ndef f(n): return f(n + 1)\nf(0)\n");
    exits(1, outcome);
  }

  @Test
  void os_exit() throws Exception {
    exits(254, run("import os\nos._exit(254)\n"));
  }

  @Test
  void os_abort() throws Exception {
    assertThat(run("import os\nos.abort()\n"))
        .isInstanceOfSatisfying(Signalled.class, e -> assertThat(e.signal()).isEqualTo(6));
  }

  @Test
  void killing_itself() throws Exception {
    assertThat(run("import os\nos.kill(os.getpid(), 9)\n"))
        .isInstanceOfSatisfying(Signalled.class, e -> assertThat(e.signal()).isEqualTo(9));
  }

  @Test
  void killing_its_process_group() throws Exception {
    assertThat(run("import os\nos.killpg(os.getpgrp(), 9)\n"))
        .isInstanceOfSatisfying(Signalled.class, e -> assertThat(e.signal()).isEqualTo(9));
  }

  @Test
  void raising_a_signal() throws Exception {
    assertThat(run("import signal\nsignal.raise_signal(9)\n"))
        .isInstanceOfSatisfying(Signalled.class, e -> assertThat(e.signal()).isEqualTo(9));
  }

  @Test
  void closing_and_replacing_stdout() throws Exception {
    exits(0, run("import sys\nsys.stdout.close()\n"));
    exits(0, run("import os\nos.close(1)\nos.close(2)\n"));
    exits(0, run("import sys, io\nsys.stdout = sys.stderr = io.StringIO()\nprint('lost')\n"));
  }

  @Test
  void a_gigabyte_of_output() throws Exception {
    ScriptOutcome outcome =
        run("import sys\nchunk = 'x' * (1 << 20)\nfor _ in range(1024): sys.stdout.write(chunk)\n");
    exits(0, outcome);
    assertThat(outcome.record().stdout().totalBytes()).isEqualTo(1L << 30);
  }

  @Test
  void ten_thousand_threads() throws Exception {
    ScriptOutcome outcome =
        run(
            """
            import threading
            done = threading.Event()
            for _ in range(10000):
                threading.Thread(target=done.wait, daemon=True).start()
            """);
    exits(1, outcome);
    assertThat(outcome.record().stderr().text()).contains("can't start new thread");
  }

  @Test
  void patching_open() throws Exception {
    exits(1, run("import builtins\nbuiltins.open = None\nopen('x')\n"));
    exits(0, run("open('y', 'w').close()\n"));
  }

  @Test
  void host_classes_are_out_of_reach() throws Exception {
    for (String attempt :
        new String[] {
          "import java\njava.type('java.lang.System').exit(3)",
          "import java.lang.System\n",
          "import polyglot\npolyglot.eval(language='js', string='1')",
          "import polyglot\npolyglot.import_value('x').foo",
          "from java.io import File\n",
          "import __graalpython__\n__graalpython__.host_import_enabled and java.type('java.io.File')",
        }) {
      exits(1, run(attempt));
    }
  }
}
