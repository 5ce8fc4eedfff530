package io.jetpack.runner.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptOutcome.Signalled;
import io.jetpack.runner.ScriptOutcome.TimedOut;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import io.jetpack.runner.StrayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No run outlives its limit, and nothing that it started stays behind. */
@Timeout(120)
@StartsProcesses
class LeftoversTest {

  private static final Duration LIMIT = Duration.ofMillis(500);

  /** Behind a number of seconds: the same tests may run elsewhere on the machine. */
  private static final String MARK = "." + ProcessHandle.current().pid();

  private final ScriptRunner runner = new ProcessRunnerProvider().open(RunnerSettings.defaults());

  @TempDir Path directory;

  @AfterEach
  void nothing_is_left() {
    runner.close();
    assertThat(ProcessHandle.current().children()).isEmpty();
    assertThat(commands()).noneMatch(command -> command.matches(".*sleep 47\\d\\" + MARK + ".*"));
  }

  private static List<String> commands() {
    return ProcFs.all().stream().map(pid -> ProcFs.commandLine(pid, 200)).toList();
  }

  private ScriptRequest request(String text) throws IOException {
    String marked = text.replaceAll("sleep 47\\d", "$0" + MARK);
    return ScriptRequest.of(Files.writeString(directory.resolve("check.sh"), marked), directory)
        .withTimeLimit(LIMIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sleep 471; echo done",
        "sleep 471 & wait",
        "trap '' TERM; sleep 471; sleep 472",
        "setsid sleep 471 & sleep 472",
        "(setsid bash -c 'sleep 471 & sleep 472' &) ; sleep 473",
        "setsid bash -c 'trap \"\" TERM HUP; while :; do sleep 471; done' & sleep 472",
        "env -i setsid sleep 471 & sleep 472",
        "env -i /bin/bash -c '/usr/bin/sleep 471 & /usr/bin/sleep 472'",
        "nohup sleep 471 >/dev/null 2>&1 & sleep 472",
        "while :; do sleep 471 & sleep 0.01; done",
        "exec sleep 471",
      })
  void a_time_out_ends_the_whole_tree(String text) throws Exception {
    ScriptOutcome outcome = runner.run(request(text));
    assertThat(outcome).isInstanceOf(TimedOut.class);
    assertThat(outcome.record().wallTime()).isBetween(LIMIT, LIMIT.plusSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sleep 471 &",
        "setsid sleep 471 &",
        "(setsid sleep 471 &) &",
        "nohup sleep 471 >/dev/null 2>&1 &",
        "setsid bash -c 'trap \"\" TERM; sleep 471; sleep 472' &",
      })
  void what_outlives_its_script_is_killed_and_told(String text) throws Exception {
    ScriptOutcome outcome = runner.run(request(text + "\nsleep 0.05\nexit 3\n"));
    assertThat(outcome)
        .isInstanceOfSatisfying(Exited.class, e -> assertThat(e.code()).isEqualTo(3));
    assertThat(outcome.record().strays())
        .isNotEmpty()
        .allMatch(StrayProcess::gone)
        .anyMatch(stray -> stray.command().contains("sleep 47"));
  }

  @Test
  void the_ending_of_a_script_is_known_when_its_run_returns() throws Exception {
    for (int i = 0; i < 40; i++) {
      ScriptOutcome outcome =
          runner.run(request("exec sleep 471\n").withTimeLimit(Duration.ofMillis(50)));
      assertThat(ProcessHandle.current().children()).isEmpty();
      assertThat(outcome).isInstanceOf(TimedOut.class);
      assertThat(outcome.record().cpuTime()).isPresent();
    }
  }

  @Test
  void a_daemon_that_holds_stdout_does_not_hold_the_run() throws Exception {
    ScriptOutcome outcome =
        runner.run(request("setsid sleep 471 &\necho ready\nexit 0\n").withKeepDaemons(true));
    assertThat(outcome).isInstanceOfSatisfying(Exited.class, e -> assertThat(e.code()).isZero());
    assertThat(outcome.record().stdout().text()).isEqualTo("ready\n");
    assertThat(outcome.record().wallTime()).isLessThan(Duration.ofMillis(400));
    List<ProcessHandle> kept =
        ProcessHandle.allProcesses()
            .filter(p -> ProcFs.commandLine(p.pid(), 200).equals("sleep 471" + MARK))
            .toList();
    assertThat(kept).hasSize(1);
    kept.forEach(ProcessHandle::destroyForcibly);
    kept.forEach(process -> process.onExit().join());
  }

  @Test
  void a_time_out_ends_daemons_too_that_may_stay_otherwise() throws Exception {
    ScriptRequest request = request("setsid sleep 471 &\nsleep 472\n").withKeepDaemons(true);
    assertThat(runner.run(request)).isInstanceOf(TimedOut.class);
  }

  @Test
  void sigterm_comes_first_and_the_script_may_clean_up() throws Exception {
    ScriptOutcome outcome =
        runner.run(request("trap 'echo cleaned up >&2; exit 7' TERM\nsleep 471 & wait\n"));
    assertThat(outcome).isInstanceOf(TimedOut.class);
    assertThat(outcome.record().stderr().text()).contains("cleaned up");
  }

  @Test
  void a_signal_is_no_exit_code() throws Exception {
    assertThat(runner.run(request("kill -9 $$\n")))
        .isInstanceOfSatisfying(Signalled.class, e -> assertThat(e.signal()).isEqualTo(9));
    assertThat(runner.run(request("exit 137\n")))
        .isInstanceOfSatisfying(Exited.class, e -> assertThat(e.code()).isEqualTo(137));
  }

  @Test
  void an_interrupt_at_any_moment_leaves_nothing() throws Exception {
    ScriptRequest request = request("sleep 471\n").withTimeLimit(Duration.ofSeconds(60));
    for (int i = 0; i < 60; i++) {
      Thread caller =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  ScriptOutcome outcome = runner.run(request);
                  throw new AssertionError("not cancelled but " + outcome);
                } catch (InterruptedException e) {
                  // as it should be
                }
              });
      long moment = System.nanoTime() + i * 100_000L;
      while (System.nanoTime() < moment) {
        Thread.onSpinWait();
      }
      caller.interrupt();
      assertThat(caller.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void processes_of_others_are_left_alone() throws Exception {
    Process other = new ProcessBuilder("sleep", "300").start();
    try {
      ScriptOutcome outcome = runner.run(request("sleep 471 &\nexit 0\n"));
      assertThat(outcome).isInstanceOf(Exited.class);
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  @Test
  void a_thousand_runs_leave_no_process_thread_descriptor_or_file() throws Exception {
    ScriptRequest request = request("echo x; exit 1\n").withTimeLimit(Duration.ofSeconds(30));
    for (int i = 0; i < 20; i++) {
      ScriptOutcome warm = runner.run(request);
      assertThat(warm).isInstanceOf(Exited.class);
    }
    long threads = scriptThreads();
    long descriptors = entries(Path.of("/proc/self/fd"));
    long files = entries(Path.of(System.getProperty("java.io.tmpdir")));
    for (int i = 0; i < 1000; i++) {
      assertThat(runner.run(request))
          .isInstanceOfSatisfying(Exited.class, e -> assertThat(e.code()).isEqualTo(1));
    }
    assertThat(scriptThreads()).isLessThanOrEqualTo(threads);
    assertThat(entries(Path.of("/proc/self/fd"))).isLessThanOrEqualTo(descriptors + 2);
    assertThat(entries(Path.of(System.getProperty("java.io.tmpdir")))).isLessThan(files + 100);
    long self = ProcessHandle.current().pid();
    assertThat(ProcFs.all().stream().flatMap(pid -> ProcFs.read(pid).stream()))
        .noneMatch(entry -> entry.parent() == self && entry.isZombie());
  }

  private static long scriptThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("script-") || name.startsWith("process-waiter"))
        .count();
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }
}
