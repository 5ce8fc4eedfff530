package io.jetpack.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptOutcome.NotStarted;
import io.jetpack.runner.ScriptOutcome.TimedOut;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every runner promises, told in scripts of its language. */
@Timeout(120)
public abstract class ScriptRunnerContract {

  @TempDir protected Path directory;

  private ScriptRunner runner;

  /** The runner under test, newly opened. */
  protected abstract ScriptRunner open();

  /** The file extension of its scripts, with the dot. */
  protected abstract String extension();

  /** A script that exits with a code. */
  protected abstract String exits(int code);

  /** A script that writes one text to stdout and another one to stderr, without line ends. */
  protected abstract String writes(String out, String err);

  /** A script that writes {@code lines} times a line of 100 bytes to stdout and to stderr. */
  protected abstract String writesLines(int lines);

  /** A script that writes the bytes 0x61 0xFF 0xFE 0x62 to stdout. */
  protected abstract String writesBytesThatAreNoUtf8();

  /** A script that writes how many bytes it could read from stdin. */
  protected abstract String countsStdin();

  /** A script that writes each of its arguments, ended by {@code |}. */
  protected abstract String writesArguments();

  /** A script that writes the variable V. */
  protected abstract String writesVariable();

  /** A script that writes its working directory. */
  protected abstract String writesWorkingDirectory();

  /** A script that creates the file {@code started} in its directory and sleeps ten minutes. */
  protected abstract String sleepsLong();

  /** A script that computes for about a fifth of a second or more. */
  protected abstract String computes();

  @BeforeEach
  void openRunner() {
    runner = open();
  }

  @AfterEach
  void closeRunner() {
    runner.close();
  }

  protected final Path script(String text) throws IOException {
    Path script = Files.createTempFile(directory, "script-", extension());
    return Files.writeString(script, text);
  }

  protected final ScriptRequest request(String text) throws IOException {
    return ScriptRequest.of(script(text), directory);
  }

  private ScriptOutcome run(String text) throws Exception {
    return runner.run(request(text));
  }

  private static void assertExited(ScriptOutcome outcome, int code) {
    assertThat(outcome)
        .isInstanceOfSatisfying(Exited.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void every_exit_code_comes_through() throws Exception {
    Path script = script("");
    for (int code = 0; code <= 255; code++) {
      Files.writeString(script, exits(code));
      ScriptOutcome outcome = runner.run(ScriptRequest.of(script, directory));
      assertExited(outcome, code);
      assertThat(outcome.record().stderr().text()).isEmpty();
    }
  }

  @Test
  void stdout_and_stderr_stay_apart() throws Exception {
    RunRecord record = run(writes("to out äöü", "to err 🚀")).record();
    assertThat(record.stdout().text()).isEqualTo("to out äöü");
    assertThat(record.stderr().text()).isEqualTo("to err 🚀");
    assertThat(record.stderr().totalBytes())
        .isEqualTo("to err 🚀".getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void output_over_the_limit_is_drained_counted_and_cut_in_the_middle() throws Exception {
    ScriptRequest request = request(writesLines(30_000)).withOutputLimitBytes(1000);
    RunRecord record = runner.run(request).record();
    for (CapturedOutput output : List.of(record.stdout(), record.stderr())) {
      assertThat(output.totalBytes()).isEqualTo(3_000_000);
      assertThat(output.omittedBytes()).isEqualTo(2_999_000);
      assertThat(output.text()).startsWith("line 0 ").contains("... 2999000 bytes left out ...");
      assertThat(output.text().strip()).endsWith("line 29999");
    }
  }

  @Test
  void bytes_that_are_no_utf_8_do_no_harm() throws Exception {
    assertThat(run(writesBytesThatAreNoUtf8()).record().stdout().text())
        .isEqualTo("a\uFFFD\uFFFDb");
  }

  @Test
  void stdin_is_empty() throws Exception {
    assertThat(run(countsStdin()).record().stdout().text().strip()).isEqualTo("0");
  }

  @Test
  void arguments_arrive_exactly() throws Exception {
    List<String> arguments =
        List.of("", "a b", "'single' \"double\"", "$HOME `id` \\", "ä🚀", "two\nlines", "*", "-x");
    ScriptRequest request = request(writesArguments()).withArguments(arguments);
    assertThat(runner.run(request).record().stdout().text())
        .isEqualTo(String.join("|", arguments) + "|");
  }

  @Test
  void the_environment_arrives_exactly() throws Exception {
    for (String value : List.of("", "a b", "'q' \"d\"", "$HOME \\", "ä🚀", "two\nlines=3")) {
      Map<String, String> environment = new HashMap<>(Map.of("V", value));
      environment.put("PATH", System.getenv("PATH"));
      ScriptRequest request = request(writesVariable()).withEnvironment(environment);
      assertThat(runner.run(request).record().stdout().text()).isEqualTo(value);
    }
  }

  @Test
  void the_working_directory_is_the_requested_one() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("a folder ä"));
    ScriptRequest request = ScriptRequest.of(script(writesWorkingDirectory()), folder);
    assertThat(runner.run(request).record().stdout().text().strip()).isEqualTo(folder.toString());
  }

  @Test
  void a_run_over_its_limit_is_ended_within_a_second() throws Exception {
    Duration limit = Duration.ofMillis(400);
    ScriptOutcome outcome = runner.run(request(sleepsLong()).withTimeLimit(limit));
    assertThat(outcome)
        .isInstanceOfSatisfying(TimedOut.class, e -> assertThat(e.limit()).isEqualTo(limit));
    assertThat(outcome.record().wallTime()).isBetween(limit, limit.plusSeconds(1));
  }

  @Test
  void an_interrupt_cancels_the_run() throws Exception {
    ScriptRequest request = request(sleepsLong());
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                runner.run(request);
              } catch (Throwable e) {
                thrown.set(e);
              }
            });
    while (!Files.exists(directory.resolve("started"))) {
      Thread.onSpinWait();
    }
    caller.interrupt();
    caller.join(TimeUnit.SECONDS.toMillis(5));
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertExited(run(exits(7)), 7);
  }

  @Test
  void fifty_runs_side_by_side_do_not_mix() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(50)) {
      List<Future<ScriptOutcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        ScriptRequest request = request(writes("out " + i, "err " + i));
        outcomes.add(pool.submit(() -> runner.run(request)));
      }
      for (int i = 0; i < 50; i++) {
        RunRecord record = outcomes.get(i).get().record();
        assertThat(record.stdout().text()).isEqualTo("out " + i);
        assertThat(record.stderr().text()).isEqualTo("err " + i);
      }
    }
  }

  @Test
  void the_processor_time_is_told() throws Exception {
    RunRecord idle = run(exits(0)).record();
    RunRecord busy = run(computes()).record();
    assertThat(busy.cpuTime()).isPresent();
    assertThat(busy.cpuTime().get()).isGreaterThan(Duration.ofMillis(100));
    assertThat(busy.wallTime()).isGreaterThan(Duration.ofMillis(100));
    assertThat(idle.strays()).isEmpty();
  }

  @Test
  void a_script_that_does_not_exist_is_not_started_and_the_reason_names_it() throws Exception {
    ScriptOutcome outcome =
        runner.run(ScriptRequest.of(directory.resolve("none" + extension()), directory));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            NotStarted.class, e -> assertThat(e.reason()).contains("none" + extension()));
  }

  @Test
  void a_directory_is_not_started_and_the_reason_names_it() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("folder" + extension()));
    assertThat(runner.run(ScriptRequest.of(folder, directory)))
        .isInstanceOfSatisfying(
            NotStarted.class,
            e -> assertThat(e.reason()).contains(folder.toString()).contains("directory"));
  }

  @Test
  void a_working_directory_that_does_not_exist_is_told() throws Exception {
    ScriptRequest request = ScriptRequest.of(script(exits(0)), directory.resolve("gone"));
    assertThat(runner.run(request))
        .isInstanceOfSatisfying(NotStarted.class, e -> assertThat(e.reason()).contains("gone"));
  }

  @Test
  void the_execute_bit_is_not_needed() throws Exception {
    Path script = script(exits(3));
    assertThat(Files.isExecutable(script)).isFalse();
    assertExited(runner.run(ScriptRequest.of(script, directory)), 3);
  }

  @Test
  void closing_the_runner_cancels_what_runs() throws Exception {
    ScriptRequest request = request(sleepsLong());
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(() -> {
          try {
            runner.run(request);
            thrown.complete(new AssertionError("the run was not cancelled"));
          } catch (Throwable e) {
            thrown.complete(e);
          }
        });
    while (!Files.exists(directory.resolve("started"))) {
      Thread.onSpinWait();
    }
    runner.close();
    assertThat(thrown.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
  }
}
