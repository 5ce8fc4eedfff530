package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jetpack.cli.Transcript;
import io.jetpack.cli.healthcheck.service.settings.WatchedFile;
import io.jetpack.cli.healthcheck.service.state.StateFile;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.files.FileTraits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real service on disks that are full or can not be written, which only root can make: they are
 * mounted in a namespace of the service's own.
 */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class ServiceDiskTest {

  private static final String REQUESTED = "termination requested for doomed.sh";

  @TempDir Path home;
  private Path runs = Path.of("");

  @BeforeEach
  void makeChecks() throws Exception {
    assumeTrue(
        exitCode("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", home.toString()) == 0,
        "only root can mount disks for itself");
    runs = home.resolve("runs");
    ServiceProcess.check(home, "counts.sh", "echo >>" + runs);
    ServiceProcess.check(
        home, "doomed.sh", "[ ! -e %s/doom ] || { echo doomed; exit 254; }".formatted(home));
    Files.createDirectories(home.resolve("run"));
    Files.createDirectories(home.resolve("logs"));
  }

  @AfterEach
  void leave_nothing_in_memory() throws IOException {
    for (Path kept : new StateFile(new Home(home), trouble -> {}).inMemory()) {
      Files.deleteIfExists(kept);
    }
  }

  private static int exitCode(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor();
  }

  /** Starts the service after commands that see the same mounts. */
  private ServiceProcess startAfter(String mounts) throws IOException {
    String script = "set -e; cd '%s'; %s; cd /; exec \"$@\"".formatted(home, mounts);
    List<String> around = List.of("unshare", "-m", "sh", "-c", script, "sh");
    return ServiceProcess.start(home, ServiceProcess.EVERY_SECOND, around);
  }

  private void inNamespace(ServiceProcess service, String script) throws Exception {
    String pid = String.valueOf(service.pid());
    String all = "set -e; cd '%s'; %s".formatted(home, script);
    assertThat(exitCode("nsenter", "-t", pid, "-m", "sh", "-c", all)).isZero();
  }

  private static Path fill(Path folder) {
    Path filler = folder.resolve("filler");
    byte[] block = new byte[4096];
    append(filler, block);
    return filler;
  }

  private static void append(Path file, byte[] block) {
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      // no space left, which was the purpose
    }
  }

  private void awaitRuns(ServiceProcess service, int number) throws Exception {
    long before = ServiceProcess.lines(runs);
    service.await("runs", () -> ServiceProcess.lines(runs) >= before + number);
  }

  private static long count(String text, String part) {
    return text.lines().filter(line -> line.contains(part)).count();
  }

  private static void assertReadable(Path json) throws IOException {
    byte[] bytes = Files.readAllBytes(json);
    assertThatCode(() -> new JsonMapper().readTree(bytes)).doesNotThrowAnyException();
    assertThat(bytes).isNotEmpty();
  }

  private static Transcript.Call keepalive(Path home, String word) {
    return new Transcript(home).run("keepalive", word);
  }

  @Test
  void aFullDiskCostsLinesOfTheLogAndNothingElse() throws Exception {
    String mounts = "mount -t tmpfs -o size=128k tmpfs run; mount -t tmpfs -o size=128k tmpfs logs";
    try (ServiceProcess service = startAfter(mounts)) {
      Path seen = service.seen(home);
      Path status = seen.resolve("run/status.json");
      Path log = seen.resolve("logs/healthcheck.log");
      service.await("the state", () -> Files.exists(status));
      Path inRun = fill(seen.resolve("run"));
      Path inLogs = fill(seen.resolve("logs"));
      append(log, new byte[] {'\n'}); // what is left of its last page

      Files.createFile(home.resolve("doom"));
      service.await("the request", () -> service.stderr().contains(REQUESTED));
      awaitRuns(service, 8);
      assertThat(count(service.stderr(), "can not be written down: ")).isEqualTo(1);
      assertReadable(status);
      Path kept = new StateFile(new Home(home), trouble -> {}).inMemory().getFirst();
      service.await(
          "what is in memory", () -> ServiceProcess.text(kept).contains("\"attempt\": 1"));
      Transcript.Call refused = keepalive(seen, "1h");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("no space left on device");
      assertThat(keepalive(seen, "status").out()).contains("not held");
      try (Stream<Path> left = Files.list(seen.resolve("run"))) {
        assertThat(left.filter(path -> path.toString().endsWith(".tmp"))).isEmpty();
      }

      Files.delete(inRun);
      Files.delete(inLogs);
      service.await("a log", () -> ServiceProcess.text(log).contains("is written down again"));
      assertThat(ServiceProcess.text(log)).contains("lines could not be written before this one");
      service.await("it", () -> ServiceProcess.text(status).contains("\"attempt\": 1"));
      service.signal("TERM");
      assertThat(service.exitCode()).isEqualTo(143);
      assertThat(count(service.stderr(), REQUESTED)).isEqualTo(1);
      assertThat(service.stderr()).doesNotContain("bug");
    }
  }

  @Test
  void a_full_disk_leaves_the_settings_that_were_accepted_before() throws Exception {
    Path file = Files.createDirectories(home.resolve("config")).resolve("jetpack.toml");
    Files.writeString(file, "[healthcheck]\nparallel = 2\n");
    try (ServiceProcess service = startAfter("mount -t tmpfs -o size=128k tmpfs run")) {
      Path run = service.seen(home).resolve("run");
      Path kept = run.resolve("accepted/jetpack.toml");
      service.await("the copy", () -> Files.exists(kept));
      String before = Files.readString(kept);
      Path filler = fill(run);
      Files.writeString(file, "[healthcheck]\nparallel = 3\n");
      service.await("a while", () -> isSettled(file));
      service.signal("HUP");
      service.awaitLog("accepted/jetpack.toml' cannot be written, so that a start");
      awaitRuns(service, 8);
      assertThat(kept).hasContent(before);
      assertThat(count(ServiceProcess.log(home), "cannot be written, so that a start"))
          .isEqualTo(1);
      try (Stream<Path> left = Files.list(kept.resolveSibling("."))) {
        assertThat(left).hasSize(1);
      }
      Files.delete(filler);
      service.awaitLog("accepted/jetpack.toml' is written again");
      assertThat(Files.readString(kept)).endsWith("parallel = 3\n");
      assertThat(ServiceProcess.log(home)).doesNotContain("bug");
    }
  }

  private static boolean isSettled(Path file) {
    return FileTraits.ifAny(file)
        .filter(traits -> traits.isOlderThan(WatchedFile.SETTLED, Instant.now()))
        .isPresent();
  }

  @Test
  void aFolderForTheStateThatBecomesReadOnlyIsToldOnceAndChecksGoOn() throws Exception {
    try (ServiceProcess service = startAfter("true")) {
      Path seen = service.seen(home);
      Path status = seen.resolve("run/status.json");
      service.await("the state", () -> Files.exists(status));
      assertThat(keepalive(seen, "1h").exitCode()).isZero();
      service.awaitLog("the node is held");

      // what has a file open for writing can not become read-only: neither the folder with its
      // lock nor, for long, what is mounted over it
      inNamespace(
          service,
          "cp -a run copy; mount --bind copy copy; mount -o remount,bind,ro copy;"
              + " mount --bind copy run");
      // while no check's state changes, it is written every 20 s only
      service.awaitLog("can not be written down: ");
      awaitRuns(service, 8);
      assertThat(count(ServiceProcess.log(home), "can not be written down: ")).isEqualTo(1);
      Transcript.Call refused = keepalive(seen, "cancel");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("ead-only file system");
      Files.createFile(home.resolve("doom"));
      service.awaitLog("(held: nothing is requested)");

      // lazily: the service may have a file of it open just now
      inNamespace(service, "umount -l run");
      service.awaitLog("is written down again");
      assertThat(keepalive(seen, "cancel").exitCode()).isZero();
      service.awaitLog(REQUESTED);
      service.await("it", () -> ServiceProcess.text(status).contains("\"attempt\": 1"));
    }
    assertThat(ServiceProcess.log(home)).doesNotContain("bug");
  }

  @Test
  void aFolderForTheStateThatIsReadOnlyFromTheStartKeepsNoCheckFromRunning() throws Exception {
    String mounts = "mount --bind run run; mount -o remount,ro,bind run";
    try (ServiceProcess service = startAfter(mounts)) {
      service.awaitLog("nothing survives a restart of the service");
      awaitRuns(service, 5);
      Files.createFile(home.resolve("doom"));
      service.awaitLog(REQUESTED);
      long start = System.nanoTime();
      service.signal("TERM");
      assertThat(service.exitCode()).isEqualTo(143);
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }
    assertThat(count(ServiceProcess.log(home), "can not be written down: ")).isEqualTo(1);
    assertThat(ServiceProcess.log(home)).doesNotContain("bug");
  }

  @Test
  void checks_whose_file_system_is_unmounted_were_not_removed_also_not_by_a_restart()
      throws Exception {
    Files.createFile(home.resolve("doom"));
    Files.createDirectory(home.resolve("share"));
    Files.move(home.resolve("config/healthcheck.d"), home.resolve("share/checks"));
    Files.createDirectory(home.resolve("config/healthcheck.d"));
    String mount = "mount --bind share/checks config/healthcheck.d";
    try (ServiceProcess service = startAfter(mount)) {
      service.awaitLog(REQUESTED);
      inNamespace(service, "umount -l config/healthcheck.d");
      service.awaitLog("the checks stay as they were: no check is in '");
      service.awaitLog("agent_checks is unknown: no check is in '");
    }
    try (ServiceProcess service = startAfter("true")) {
      service.awaitLog("no check runs: no check is in '");
      Path status = home.resolve("run/status.json");
      service.await("it", () -> ServiceProcess.text(status).contains("\"kind\": \"not-started\""));
      JsonNode state = new JsonMapper().readTree(Files.readAllBytes(status));
      assertThat(state.path("state").asString("")).isEqualTo("terminate");
      assertThat(state.path("checks").valueStream())
          .filteredOn(check -> check.path("check").asString("").equals("doomed.sh"))
          .singleElement()
          .satisfies(
              check -> assertThat(check.path("request").path("attempt").asInt(0)).isEqualTo(1));
      inNamespace(service, mount);
      service.awaitLog("the folder of checks is there again");
      awaitRuns(service, 1);
    }
    assertThat(ServiceProcess.log(home)).doesNotContain("withdrawn", "bug");
  }
}
