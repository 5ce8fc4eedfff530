package io.jetpack.runner.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import io.jetpack.runner.process.StartsProcesses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which runs find the context of the run before. A context is known by its thread. */
@Timeout(120)
class WarmContextTest {

  private static final int LIMIT = 2;

  private static ScriptRunner runner;

  @TempDir Path directory;

  @BeforeAll
  static void open() {
    runner = new PythonRunnerProvider().open(RunnerSettings.defaults().withWarmContexts(LIMIT));
  }

  @AfterAll
  static void close() {
    runner.close();
  }

  private ScriptOutcome run(String name, String text) throws Exception {
    Path script = Files.writeString(directory.resolve(name), text);
    return runner.run(ScriptRequest.of(script, directory).withTimeLimit(Duration.ofSeconds(60)));
  }

  /** The thread of the script's context; one that was given up may need a moment to end. */
  private static Thread contextOf(String name) {
    List<Thread> found = List.of();
    for (int i = 0; i < 1000 && found.size() != 1; i++) {
      found =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().equals("python " + name))
              .toList();
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  @StartsProcesses
  @ParameterizedTest
  @ValueSource(
      strings = {
        "import json\nprint(json.dumps([1]))\n",
        "import sys\nsys.exit(254)\n",
        "raise ValueError('x')\n",
        "this is no Python\n",
        "import json\njson.dumps = 3\n",
        "import json\nsetattr(json.JSONEncoder, 'default', 3)\n",
        "import os\nos.environ['A'] = '1'\nos.chdir('/')\n",
        "import logging\nlogging.basicConfig()\nlogging.warning('x')\n",
        "import threading\nthreading.Thread(target=len, args=('',)).start()\n",
        "import subprocess\nsubprocess.run(['true'])\n",
        "import sys\nsys.stdout.close()\n",
      })
  void the_next_run_finds_the_context(String text) throws Exception {
    String name = directory.getFileName() + ".py"; // no other test's context has it
    assertThat(run(name, text)).isInstanceOf(Exited.class);
    Thread context = contextOf(name);
    assertThat(run(name, text)).isInstanceOf(Exited.class);
    assertThat(contextOf(name)).isSameAs(context);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\n",
        "import os\nos._exit(3)\n",
        "import os\nos.close(1)\n",
      })
  void what_can_not_be_undone_costs_the_context(String text) throws Exception {
    String name = directory.getFileName() + ".py";
    assertThat(run(name, "pass\n")).isInstanceOf(Exited.class);
    Thread context = contextOf(name);
    assertThat(run(name, text)).isInstanceOf(Exited.class);
    assertThat(run(name, "pass\n")).isInstanceOf(Exited.class);
    assertThat(contextOf(name)).isNotSameAs(context);
  }

  @Test
  void an_edited_script_is_compiled_anew() throws Exception {
    assertThat(run("edited.py", "print(1)\n").record().stdout().text()).isEqualTo("1\n");
    assertThat(run("edited.py", "print(2)\n").record().stdout().text()).isEqualTo("2\n");
    assertThat(run("edited.py", "print(1)\n").record().stdout().text()).isEqualTo("1\n");
  }

  @Test
  void a_script_with_an_error_in_its_syntax_says_so_each_time() throws Exception {
    ScriptOutcome first = run("wrong.py", "if\n");
    ScriptOutcome second = run("wrong.py", "if\n");
    assertThat(first.record().stderr().text()).startsWith("  File ").contains("SyntaxError");
    assertThat(second.record().stderr().text()).isEqualTo(first.record().stderr().text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# -*- coding: utf-8-unix -*-",
        "# coding: UTF_8_SIG",
        "#!/usr/bin/python3\r\n# vim: set fileencoding=utf-8-mac :\r",
        "# coding: utf8",
        "x = '# coding: latin-1'"
      })
  void encodings_have_the_names_that_editors_give_them(String line) throws Exception {
    String source = line + "\nprint(len('\u00e9'))\n";
    assertThat(run("encoded.py", source).record().stdout().text()).isEqualTo("1\n");
  }

  @Test
  void a_line_that_is_indented_for_nothing_is_the_one_that_is_named() throws Exception {
    String source = "import os\nx = {\n  1: 2}\n\n# no\n   y = 3\n";
    assertThat(run("indented.py", source).record().stderr().text())
        .endsWith("indented.py\", line 6\n    y = 3\nIndentationError: unexpected indent\n");
  }

  @Test
  void scripts_share_the_warm_contexts() throws Exception {
    assertThat(run("one.py", "import json\n")).isInstanceOf(Exited.class);
    Thread context = contextOf("one.py");
    assertThat(run("two.py", "import json\n")).isInstanceOf(Exited.class);
    assertThat(contextOf("two.py")).isSameAs(context);
  }

  @Test
  void a_script_that_costs_its_context_leaves_that_of_the_others_alone() throws Exception {
    String spoils = "import os\nos.close(1)\n";
    assertThat(run("spoils.py", spoils)).isInstanceOf(Exited.class);
    assertThat(run("good.py", "pass\n")).isInstanceOf(Exited.class);
    Thread context = contextOf("good.py");
    assertThat(run("spoils.py", spoils)).isInstanceOf(Exited.class);
    assertThat(run("good.py", "pass\n")).isInstanceOf(Exited.class);
    assertThat(contextOf("good.py")).isSameAs(context);
  }

  /** Sleepers take a context each, and as many of them as the limit says are kept. */
  @Test
  void contexts_are_bounded_and_the_least_recently_used_goes_first() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2 * LIMIT)) {
      List<Future<ScriptOutcome>> runs = new ArrayList<>();
      for (int i = 0; i < 2 * LIMIT; i++) {
        String name = "sleeps" + i + ".py";
        runs.add(threads.submit(() -> run(name, "import time\ntime.sleep(4)\n")));
      }
      for (Future<ScriptOutcome> each : runs) {
        assertThat(each.get()).isInstanceOf(Exited.class);
      }
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (contexts() > LIMIT && System.nanoTime() < deadline) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(contexts()).isEqualTo(LIMIT);
  }

  private static long contexts() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("python ") && !thread.getName().endsWith(")"))
        .count();
  }

  @Test
  void a_helper_module_that_was_edited_is_imported_anew() throws Exception {
    Files.writeString(directory.resolve("helper.py"), "value = 1\n");
    String text = "import helper\nprint(helper.value)\n";
    assertThat(run("uses.py", text).record().stdout().text()).isEqualTo("1\n");
    Files.writeString(directory.resolve("helper.py"), "value = 22\n");
    assertThat(run("uses.py", text).record().stdout().text()).isEqualTo("22\n");
  }

  @Test
  void what_was_prepared_serves_the_first_run_and_is_not_prepared_twice() throws Exception {
    try (ScriptRunner prepared = new PythonRunnerProvider().open(RunnerSettings.defaults())) {
      prepared.prepare();
      prepared.prepare();
      assertThat(prepared.warmInterpreters()).isEqualTo(1);

      Path script = Files.writeString(directory.resolve("first.py"), "raise SystemExit(7)\n");
      ScriptOutcome outcome = prepared.run(ScriptRequest.of(script, directory));

      assertThat(outcome).isInstanceOf(Exited.class);
      assertThat(((Exited) outcome).code()).isEqualTo(7);
      assertThat(prepared.warmInterpreters()).isEqualTo(1);
    }
  }

  @Test
  void what_was_prepared_and_never_used_holds_nothing_up() {
    ScriptRunner prepared = new PythonRunnerProvider().open(RunnerSettings.defaults());
    prepared.prepare();
    prepared.close();

    assertThat(prepared.warmInterpreters()).isZero();
    prepared.prepare();
    assertThat(prepared.warmInterpreters()).isZero();
  }

  @Test
  void a_program_that_lasts_rather_waits_for_a_context_than_makes_another() throws Exception {
    Path started = directory.resolve("started");
    Path go = directory.resolve("go");
    Path waits =
        Files.writeString(
            directory.resolve("waits.py"),
            """
            import os, time
            open(%s, "w").close()
            while not os.path.exists(%s):
                time.sleep(0.01)
            """
                .formatted(quoted(started), quoted(go)));
    Path second = Files.writeString(directory.resolve("second.py"), "raise SystemExit(7)\n");
    try (ScriptRunner lasting =
        new PythonRunnerProvider().open(RunnerSettings.defaults().forLong())) {
      FutureTask<ScriptOutcome> first = inBackground(lasting, waits);
      await(() -> Files.exists(started));
      FutureTask<ScriptOutcome> next = inBackground(lasting, second);
      Files.createFile(go);

      assertThat(((Exited) first.get()).code()).isZero();
      assertThat(((Exited) next.get()).code()).isEqualTo(7);
      assertThat(lasting.warmInterpreters()).isEqualTo(1);
    }
  }

  @Test
  void a_script_that_sleeps_holds_nobody_up_even_in_a_program_that_lasts() throws Exception {
    Path started = directory.resolve("started");
    Path sleeps =
        Files.writeString(
            directory.resolve("sleeps.py"),
            "import time\nopen(%s, 'w').close()\ntime.sleep(600)\n".formatted(quoted(started)));
    Path second = Files.writeString(directory.resolve("second.py"), "raise SystemExit(7)\n");
    try (ScriptRunner lasting =
        new PythonRunnerProvider().open(RunnerSettings.defaults().forLong())) {
      FutureTask<ScriptOutcome> first = inBackground(lasting, sleeps);
      await(() -> Files.exists(started));

      assertThat(((Exited) lasting.run(ScriptRequest.of(second, directory))).code()).isEqualTo(7);
      assertThat(first.isDone()).isFalse();
    }
  }

  private FutureTask<ScriptOutcome> inBackground(ScriptRunner where, Path script) {
    FutureTask<ScriptOutcome> run =
        new FutureTask<>(() -> where.run(ScriptRequest.of(script, directory)));
    Thread.ofPlatform().daemon().start(run);
    return run;
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static String quoted(Path path) {
    return "'" + path + "'";
  }
}
