package io.jetpack.runner.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptOutcome.OverMemory;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that fill the memory which they share with others. */
@Timeout(120)
class SharedMemoryTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String HOG =
      "held = []\nwhile True:\n    held.append('%d' % len(held) * 100)\n";

  private static ScriptRunner runner;

  @TempDir Path directory;

  @BeforeAll
  static void open() {
    runner = new PythonRunnerProvider().open(RunnerSettings.defaults().withWarmContexts(2));
  }

  @AfterAll
  static void close() {
    runner.close();
  }

  private CompletableFuture<ScriptOutcome> run(String name, String text) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            Path script = Files.writeString(directory.resolve(name), text);
            return runner.run(ScriptRequest.of(script, directory).withTimeLimit(LIMIT));
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        },
        task -> Thread.ofPlatform().start(task));
  }

  private static void requireOverMemory(ScriptOutcome outcome) {
    assertThat(outcome).isInstanceOf(OverMemory.class);
    // a script may be quicker than the watch, and get a MemoryError in each of its runs
    assertThat(((OverMemory) outcome).reason())
        .matches("used more than \\d{2,} MB of memory|the memory of Python .* in each of 3 runs");
  }

  @Test
  void one_that_holds_more_and_more_is_ended_and_the_others_say_what_they_want() {
    CompletableFuture<ScriptOutcome> hog = run("hog.py", "print('so far', flush=True)\n" + HOG);
    CompletableFuture<ScriptOutcome> other =
        run("other.py", "import sys, time\ntime.sleep(4)\nprint('disk lost')\nsys.exit(254)\n");
    requireOverMemory(hog.join());
    assertThat(hog.join().record().stdout().text()).isIn("so far\n", "");
    assertThat(((Exited) other.join()).code()).isEqualTo(254);
    assertThat(other.join().record().stdout().text()).isEqualTo("disk lost\n");
  }

  @Test
  void one_that_catches_every_error_is_ended_too() {
    requireOverMemory(
        run(
                "stubborn.py",
                """
                held = []
                while True:
                    try:
                        held.append('%d' % len(held) * 100)
                    except BaseException:
                        pass
                """)
            .join());
  }

  @Test
  void what_its_threads_hold_is_its_own() {
    requireOverMemory(
        run(
                "threads.py",
                """
                import threading
                def fill():
                    held = []
                    while True:
                        try:
                            held.append('%d' % len(held) * 100)
                        except MemoryError:
                            pass
                threading.Thread(target=fill).start()
                """)
            .join());
  }

  @Test
  void one_that_reads_a_long_log_beside_a_hog_goes_on() {
    CompletableFuture<ScriptOutcome> stream =
        run(
            "stream.py",
            """
            import time
            end = time.time() + 6
            lines = 0
            while time.time() < end:
                lines += len(('a line of a log %d' % lines * 50).split())
            print('read')
            """);
    CompletableFuture<ScriptOutcome> hog = run("hog.py", "import time\ntime.sleep(2)\n" + HOG);
    requireOverMemory(hog.join());
    assertThat(stream.join()).isInstanceOf(Exited.class);
    assertThat(stream.join().record().stdout().text()).isEqualTo("read\n");
  }

  @Test
  void no_error_of_another_script_counts_that_memory_may_have_made() {
    CompletableFuture<ScriptOutcome> hog = run("hog.py", HOG);
    CompletableFuture<ScriptOutcome> victim =
        run(
            "victim.py",
            """
            import sys, time
            end = time.time() + 5
            while time.time() < end:
                try:
                    page = [str(i) for i in range(10000)]
                except MemoryError:
                    sys.exit(254)
            """);
    requireOverMemory(hog.join());
    assertThat(((Exited) victim.join()).code()).isZero();
  }
}
