package io.jetpack.runner.process.spawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jetpack.runner.libc.CFunction;
import io.jetpack.runner.process.spawn.ProcessLauncher.Launch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Each way of starting a process has the same result. */
@Timeout(60)
class SpawnWayTest {

  /** All ways of the C library. */
  @EnumSource(names = "BY_JAVA", mode = Mode.EXCLUDE)
  @ParameterizedTest
  @Retention(RetentionPolicy.RUNTIME)
  private @interface EachWay {}

  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

  @TempDir Path directory;

  private record Result(ExitStatus status, String stdout) {}

  private static LaunchedProcess start(SpawnWay way, Path directory, String... command)
      throws IOException {
    return launch(way, new Launch(List.of(command), ENVIRONMENT, directory, false, false));
  }

  private static LaunchedProcess launch(SpawnWay way, Launch launch) throws IOException {
    assumeTrue(
        way != SpawnWay.CLOSING_FROM
            || CFunction.POSIX_SPAWN_FILE_ACTIONS_ADDCLOSEFROM_NP.isPresent(),
        "the C library can close from a number on");
    assumeTrue(
        way == SpawnWay.FROM_OWN_DIRECTORY
            || CFunction.POSIX_SPAWN_FILE_ACTIONS_ADDCHDIR_NP.isPresent(),
        "the C library can set a child's directory");
    assumeTrue(
        way != SpawnWay.FROM_OWN_DIRECTORY || OwnDirectory.tried() == 0, "unshare is not refused");
    return new PosixSpawnLauncher(way).launch(launch);
  }

  private static Result run(SpawnWay way, Path directory, String... command) throws Exception {
    return result(start(way, directory, command));
  }

  private static Result result(LaunchedProcess process) throws Exception {
    try (InputStream stdout = process.getInputStream();
        InputStream stderr = process.getErrorStream()) {
      String text = new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(stderr.readAllBytes()).asString().isEmpty();
      return new Result(process.exitStatus().get(30, TimeUnit.SECONDS), text);
    }
  }

  private String shell(SpawnWay way, String script) throws Exception {
    return run(way, directory, "sh", "-c", script).stdout();
  }

  @EachWay
  void an_exit_code_and_a_signal_are_different(SpawnWay way) throws Exception {
    assertThat(run(way, directory, "sh", "-c", "exit 139").status())
        .returns(139, ExitStatus::code)
        .returns(0, ExitStatus::signal);
    assertThat(run(way, directory, "sh", "-c", "kill -SEGV $$").status())
        .returns(0, ExitStatus::code)
        .returns(11, ExitStatus::signal);
  }

  @EachWay
  void the_processor_time_is_known(SpawnWay way) throws Exception {
    ExitStatus status =
        run(way, directory, "sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done")
            .status();
    assertThat(status.cpuTime())
        .hasValueSatisfying(
            time -> assertThat(time).isBetween(Duration.ofMillis(20), Duration.ofSeconds(20)));
  }

  @EachWay
  void the_child_has_no_descriptor_of_ours(SpawnWay way) throws Exception {
    List<AutoCloseable> open = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        open.add(Files.newInputStream(Path.of("/proc/self/status")));
      }
      // the fourth is that of ls itself
      assertThat(run(way, directory, "ls", "/proc/self/fd").stdout().lines())
          .containsExactly("0", "1", "2", "3");
    } finally {
      for (AutoCloseable one : open) {
        one.close();
      }
    }
  }

  @EachWay
  void no_child_has_a_descriptor_of_ours_however_many_start_while_others_are_opened(SpawnWay way)
      throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    int before = openDescriptors();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<?> opening =
          threads.submit(() -> {
            while (!ended.get()) {
              List<InputStream> open = new ArrayList<>();
              for (int i = 0; i < 100; i++) {
                open.add(Files.newInputStream(Path.of("/proc/self/status")));
              }
              for (InputStream one : open) {
                one.close();
              }
            }
            return null;
          });
      List<Future<Result>> results = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        results.add(threads.submit(() -> run(way, directory, "ls", "/proc/self/fd")));
      }
      for (Future<Result> result : results) {
        assertThat(result.get(30, TimeUnit.SECONDS).stdout().lines())
            .containsExactly("0", "1", "2", "3");
      }
      ended.set(true);
      assertThat(opening.get(30, TimeUnit.SECONDS)).isNull();
    } finally {
      ended.set(true);
    }
    assertThat(openDescriptors()).isCloseTo(before, within(5));
  }

  private static int openDescriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return (int) open.count();
    }
  }

  @EachWay
  void one_that_hangs_while_it_is_started_holds_nothing_that_others_wait_for(SpawnWay way)
      throws Exception {
    Path fifo = directory.resolve("fifo");
    assertThat(CFunction.MKFIFO.call(Arena.global().allocateFrom(fifo.toString()), 0600)).isZero();
    LaunchedProcess other =
        launch(way, new Launch(List.of("cat"), ENVIRONMENT, directory, true, false));
    ProcessLauncher.Files files =
        new ProcessLauncher.Files(Optional.of(fifo), Optional.empty(), Optional.empty());
    CompletableFuture<LaunchedProcess> hanging =
        CompletableFuture.supplyAsync(() -> {
          try {
            return launch(
                way, new Launch(List.of("cat"), ENVIRONMENT, directory, false, false, files));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    awaitChildWithFewDescriptors(other.pid());
    other.getOutputStream().close();
    assertThat(other.exitStatus().get(10, TimeUnit.SECONDS).code()).isZero();
    assertThat(hanging).isNotDone();
    Files.writeString(fifo, "at last");
    assertThat(result(hanging.get(10, TimeUnit.SECONDS)).stdout()).isEqualTo("at last");
  }

  /** The one that hangs has closed what it inherited, of which there are many more. */
  private static void awaitChildWithFewDescriptors(long except) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (ProcessHandle.current()
        .children()
        .filter(child -> child.pid() != except)
        .map(child -> Path.of("/proc/" + child.pid() + "/fd").toFile().list())
        .noneMatch(open -> open != null && open.length > 0 && open.length <= 6)) {
      assertThat(System.nanoTime())
          .as("nothing hangs with closed descriptors")
          .isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  @EachWay
  void the_child_leads_a_session_and_has_no_signal_blocked_or_ignored(SpawnWay way)
      throws Exception {
    LaunchedProcess process =
        start(way, directory, "grep", "-hE", "Sig(Blk|Ign)|NSsid", "/proc/self/status");
    assertThat(result(process).stdout().lines())
        .containsExactly(
            "NSsid:\t" + process.pid(), "SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000");
  }

  @EachWay
  void the_working_directory_is_the_childs_alone(SpawnWay way) throws Exception {
    Path ours = Files.readSymbolicLink(Path.of("/proc/self/cwd"));
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<List<Path>> seen =
        CompletableFuture.supplyAsync(() -> {
          List<Path> others = new ArrayList<>();
          while (!ended.get()) {
            try {
              Path now = Files.readSymbolicLink(Path.of("/proc/thread-self/cwd"));
              if (!now.equals(ours)) {
                others.add(now);
              }
            } catch (IOException e) {
              others.add(Path.of(e.toString()));
            }
          }
          return others;
        });
    for (int i = 0; i < 100; i++) {
      Path own = Files.createDirectory(directory.resolve("a b" + i));
      assertThat(run(way, own, "pwd").stdout()).isEqualTo(own.toRealPath() + "\n");
    }
    ended.set(true);
    assertThat(seen.get(30, TimeUnit.SECONDS)).isEmpty();
    assertThat(Files.readSymbolicLink(Path.of("/proc/self/cwd"))).isEqualTo(ours);
  }

  @EachWay
  void a_relative_directory_and_a_relative_program_are_found(SpawnWay way) throws Exception {
    Path base = Path.of("").toAbsolutePath();
    Path program = Files.writeString(directory.resolve("here"), "#!/bin/sh\npwd\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(run(way, base.relativize(directory), "./here").stdout())
        .isEqualTo(directory.toRealPath() + "\n");
    assertThat(shell(way, "pwd")).isEqualTo(directory.toRealPath() + "\n");
  }

  @EachWay
  void what_cannot_be_started_says_why(SpawnWay way) throws Exception {
    assertRefused(way, directory.resolve("none"), "pwd", "No such file or directory");
    assertRefused(way, Files.createFile(directory.resolve("file")), "pwd", "Not a directory");
    assertRefused(way, directory.resolve("x".repeat(300)), "pwd", "File name too long");
    assertRefused(way, directory, "/no/such/program", "No such file or directory");
    assertRefused(way, directory, directory.toString(), "Permission denied");
  }

  private static void assertRefused(SpawnWay way, Path directory, String program, String why)
      throws IOException {
    String path = program.startsWith("/") ? program : "/usr/bin/" + program;
    assertThatThrownBy(() -> start(way, directory, program))
        .isInstanceOf(IOException.class)
        .hasMessage("'%s' could not be started: %s", path, why);
  }
}
