package io.jetpack.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.healthcheck.scratch.ScratchPlaces;
import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptRunners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CheckRunnerTest {

  @TempDir Path directory;

  private final ScriptRunners runners = ScriptRunners.load(RunnerSettings.defaults());
  private final CheckDirectory checks = new CheckDirectory(runners, CheckSettings.DEFAULTS);

  @AfterEach
  void closeRunners() {
    runners.close();
  }

  private final ScratchPlaces places = ScratchPlaces.of(Map.of(), Path.of("run"));

  private CheckRunner runner() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("CYCLECLOUD_HOME", "/a home");
    return new CheckRunner(runners, RunLimits.DEFAULTS, environment, places);
  }

  private CheckResult run(String body) throws InterruptedException {
    return runner().run(check("check.sh", body));
  }

  private Check check(String name, String body) {
    return checks.check(new Folder(directory).bash(name, body));
  }

  @Test
  void aHealthyCheckHasNothingToSay() throws InterruptedException {
    CheckResult result = run("echo fine; exit 0");
    assertThat(result.state()).isEqualTo(HealthState.HEALTHY);
    assertThat(result.reason()).isEmpty();
    assertThat(result.exitCode()).hasValue(0);
    assertThat(result.ending()).isEqualTo(Ending.EXITED);
    assertThat(result.record().stdout().text()).isEqualTo("fine\n");
  }

  @Test
  void aCheckThatAsksForTerminationIsHeard() throws InterruptedException {
    CheckResult result = run("echo 'sda is dead' >&2; exit 254");
    assertThat(result.state()).isEqualTo(HealthState.TERMINATE);
    assertThat(result.reason()).hasValue("sda is dead");
  }

  @Test
  void a_254_counts_when_it_is_the_script_s_own() throws InterruptedException {
    assertThat(run("echo 'sda is dead' >&2; exit 254").doubt()).isEqualTo(Doubt.NONE);
    assertThat(run("echo 'sda is dead'; exit 254").doubt()).isEqualTo(Doubt.NONE);
    assertThat(run("exit 0").doubt()).isEqualTo(Doubt.NONE);
    CheckResult silent = run("exit 254");
    assertThat(silent.state()).isEqualTo(HealthState.TERMINATE);
    assertThat(silent.doubt()).isEqualTo(Doubt.SILENT);
    CheckResult python =
        runner().run(checks.check(new Folder(directory).file("a.py", "import sys; sys.exit(254)")));
    assertThat(python.state()).isEqualTo(HealthState.TERMINATE);
    assertThat(python.doubt()).as("no shell").isEqualTo(Doubt.NONE);
  }

  @Test
  void a_254_of_a_shell_that_could_not_start_a_process_does_not_count()
      throws InterruptedException {
    CheckResult result =
        run("echo 'sda is fine' >&2; echo \"$0: fork: Cannot allocate memory\" >&2; exit 254");
    assertThat(result.verdict())
        .isEqualTo(
            new Verdict.Unknown(
                Ending.NOT_STARTED,
                "the shell could not start a process, so its 254 does not count: sda is fine | %s/check.sh: fork: Cannot allocate memory"
                    .formatted(directory)));
    assertThat(result.doubt()).isEqualTo(Doubt.STARVED);
    assertThat(result.ending()).isEqualTo(Ending.NOT_STARTED);
    assertThat(result.exitCode()).isEmpty();
    assertThat(result.saysNothing()).isTrue();
  }

  @Test
  void a_254_does_not_count_when_the_kernel_kept_a_process_from_being_started_meanwhile()
      throws Exception {
    Path events = Files.createDirectory(directory.resolve("cgroup")).resolve("pids.events");
    Files.writeString(events, "max 6\n");
    Path membership = Files.writeString(directory.resolve("membership"), "0::/\n");
    CheckRunner counting =
        new CheckRunner(
            runners,
            RunLimits.DEFAULTS,
            System.getenv(),
            places,
            new ForkFailures(membership, directory.resolve("cgroup")));
    String said = "echo 'sda is dead' >&2; ";
    assertThat(counting.run(check("well.sh", said + "exit 254")).state())
        .isEqualTo(HealthState.TERMINATE);
    Check starved = check("starved.sh", said + "echo max 7 >" + events + "; exit 254");
    CheckResult result = counting.run(starved);
    assertThat(result.reason())
        .hasValue(
            "the shell could not start a process during the run, so its 254 does not count: its"
                + " control group has too many processes (pids.max)");
    assertThat(result.doubt()).isEqualTo(Doubt.STARVED);
    assertThat(counting.run(starved).state()).as("not again").isEqualTo(HealthState.TERMINATE);
  }

  @Test
  void aCheckThatTakesTooLongIsUnknown() throws InterruptedException {
    CheckResult result = run("# jetpack: timeout=200ms\necho waiting; sleep 600");
    assertThat(result.verdict())
        .isEqualTo(
            new Verdict.Unknown(Ending.TIMED_OUT, "timed out after 200ms; last output: waiting"));
    assertThat(result.reason()).hasValue("timed out after 200ms; last output: waiting");
    assertThat(result.exitCode()).isEmpty();
  }

  @Test
  void aCheckWithAWrongHeaderIsNotRun() throws InterruptedException {
    CheckResult result = run("# jetpack: tiemout=5s confirm=no\ntouch " + directory + "/ran");
    assertThat(result.verdict().state()).isEqualTo(HealthState.UNKNOWN);
    assertThat(result.ending()).isEqualTo(Ending.NOT_STARTED);
    assertThat(result.reason())
        .hasValue(
            "not run: line 2: unknown key 'tiemout'; did you mean 'timeout'?;"
                + " line 2: confirm: 'no' is not a whole number from 1 to 1000");
    assertThat(directory.resolve("ran")).doesNotExist();
  }

  @Test
  void aFileThatNothingCanRunIsUnknown() throws InterruptedException {
    Path data = new Folder(directory).file("data", "{}");
    CheckResult result = runner().run(checks.check(data));
    assertThat(result.ending()).isEqualTo(Ending.NOT_STARTED);
    assertThat(result.reason().orElseThrow())
        .startsWith("could not start: nothing says how to run '" + data + "'");
  }

  @Test
  void aCheckRunsInAScratchDirectoryThatIsGoneAfterwards() throws InterruptedException {
    CheckResult result =
        run("ls -A; mkdir -p a/b; touch a/b/c 'd e'; ln -s / root; chmod 500 a; pwd");
    Path scratch = Path.of(result.record().stdout().text().strip());
    assertThat(scratch.getFileName().toString()).startsWith("jetpack-check-");
    assertThat(scratch).doesNotExist();
  }

  @Test
  void aCheckKnowsTheHome() throws InterruptedException {
    CheckResult result = run("echo \"$CYCLECLOUD_HOME\"; echo \"$PATH\"");
    assertThat(result.record().stdout().text())
        .isEqualTo("/a home\n" + System.getenv("PATH") + "\n");
  }

  @Test
  void whatACheckLeavesBehindIsKilledAndTold() throws InterruptedException {
    CheckResult result = run("sleep 601 >/dev/null 2>&1 & sleep 602 >/dev/null 2>&1 & exit 0");
    assertThat(result.state()).isEqualTo(HealthState.HEALTHY);
    assertThat(result.reason().orElseThrow())
        .matches(
            "2 processes it left behind were killed:"
                + " sleep 60[12] \\(process \\d+\\), sleep 60[12] \\(process \\d+\\)");
    assertThat(sleeping("60[12]")).isEmpty();
  }

  @Test
  void aDaemonThatIsMeantToStayStays() throws InterruptedException {
    CheckResult result =
        run("# jetpack: daemons=keep\nsleep 603 >/dev/null 2>&1 & echo $!; exit 0");
    long pid = Long.parseLong(result.record().stdout().text().strip());
    ProcessHandle daemon = ProcessHandle.of(pid).orElseThrow();
    assertThat(daemon.isAlive()).isTrue();
    assertThat(result.reason()).isEmpty();
    assertThat(daemon.destroyForcibly()).isTrue();
  }

  @Test
  void resultsComeInTheOrderOfTheChecks() throws InterruptedException {
    List<Check> three =
        List.of(
            check("1.sh", "sleep 0.3; exit 1"),
            check("2.sh", "exit 2"),
            check("3.sh", "sleep 0.1; exit 3"));
    List<CheckResult> results = runner().runAll(three, 3, CheckListener.SILENT);
    assertThat(results).extracting(result -> result.exitCode().orElse(-1)).containsExactly(1, 2, 3);
  }

  @Test
  void noMoreChecksRunAtOnceThanAllowed() throws InterruptedException {
    List<Check> many = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      many.add(check(i + ".sh", "sleep 0.1"));
    }
    Gauge gauge = new Gauge();
    assertThat(runner().runAll(many, 2, gauge)).hasSize(6);
    assertThat(gauge.most.get()).isEqualTo(2);
    assertThat(gauge.finished).hasSize(6);
  }

  @Test
  void anInterruptEndsAllChecksAndLeavesNothing() throws Exception {
    CountDownLatch started = new CountDownLatch(2);
    List<Check> slow =
        List.of(
            check("1.sh", "touch " + directory + "/one; sleep 604"),
            check("2.sh", "touch " + directory + "/two; sleep 605"),
            check("3.sh", "touch " + directory + "/three"));
    CheckListener listener =
        new CheckListener() {
          @Override
          public void started(Check check) {
            started.countDown();
          }

          @Override
          public void finished(CheckResult result) {}
        };
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                runner().runAll(slow, 2, listener);
              } catch (InterruptedException e) {
                interrupted.set(true);
              }
            });
    started.await();
    while (!Files.exists(directory.resolve("one")) || !Files.exists(directory.resolve("two"))) {
      Thread.onSpinWait();
    }
    caller.interrupt();
    caller.join();
    assertThat(interrupted).isTrue();
    assertThat(directory.resolve("three")).doesNotExist();
    assertThat(sleeping("60[45]")).isEmpty();
  }

  private static List<String> sleeping(String seconds) {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.matches(".*sleep " + seconds))
        .toList();
  }

  @Test
  void noScratchDirectoryIsLeft() throws IOException, InterruptedException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    CheckResult result = run("pwd; touch x; sleep 600 & kill -9 $$");
    assertThat(result.ending()).isEqualTo(Ending.SIGNALLED);
    Path scratch = Path.of(result.record().stdout().text().strip());
    assertThat(scratch).hasParentRaw(temporary.toRealPath()).doesNotExist();
    assertThat(scratchIn(temporary)).isEmpty();
  }

  /** Other programs of this machine have theirs there, too. */
  private static final String OURS = "jetpack-check-%d-".formatted(ProcessHandle.current().pid());

  private static List<Path> scratchIn(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(path -> path.getFileName().toString().startsWith(OURS)).toList();
    }
  }

  /** Counts how many checks run at once. */
  private static final class Gauge implements CheckListener {
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final List<CheckResult> finished = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void started(Check check) {
      int running = now.incrementAndGet();
      most.accumulateAndGet(running, Math::max);
    }

    @Override
    public void finished(CheckResult result) {
      now.decrementAndGet();
      finished.add(result);
    }
  }
}
