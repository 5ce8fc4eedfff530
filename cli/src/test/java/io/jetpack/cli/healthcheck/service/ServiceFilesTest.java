package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jetpack.cli.Transcript;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What the real service does when its files and folders are not what it made them. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class ServiceFilesTest {

  private static final String REQUESTED = "termination requested for ";

  @TempDir Path home;

  private static void assertReadable(Path json) throws IOException {
    byte[] bytes = Files.readAllBytes(json);
    assertThatCode(() -> new JsonMapper().readTree(bytes)).doesNotThrowAnyException();
    assertThat(bytes).isNotEmpty();
  }

  private static void spoil(Path path, String kind) throws IOException {
    Files.createDirectories(path.getParent());
    Files.deleteIfExists(path);
    switch (kind) {
      case "garbage" -> Files.write(path, new byte[] {'{', 0, (byte) 0xff, '"', '}', '}'});
      case "folder" -> Files.createDirectories(path.resolve("in"));
      default -> {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
          file.setLength(1L << 30);
        }
      }
    }
  }

  private List<String> logged(String text) {
    return ServiceProcess.log(home).lines().filter(line -> line.contains(text)).toList();
  }

  private boolean isFresh(Path status) {
    return Files.isRegularFile(status) && status.toFile().length() < 1 << 20;
  }

  private boolean isQueued(String text) {
    try (Stream<Path> files = Files.list(home.resolve("run/outbox/new"))) {
      for (Path file : files.toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    } catch (IOException e) {
      // there is no such folder yet
    }
    return false;
  }

  @Test
  void whatAPythonCheckLogsIsQueuedAndAFileOpenToAllIsTold() throws Exception {
    Transcript fixture = new Transcript(home);
    fixture.file(
        "config/healthcheck.d/says.py", "import jetpack\njetpack.log('from a check', 'warn')\n");
    Path node = fixture.file("config/node.json", "{}");
    Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rw-r--r--"));
    try (ServiceProcess service = ServiceProcess.start(home)) {
      service.await("the message", () -> isQueued("\"message\":\"from a check\""));
      assertThat(logged("'%s' may hold passwords and has mode 0644".formatted(node))).hasSize(1);
    }
  }

  @Test
  void allChecksRunAtOnceWhenTheFileForThatIsTouched() throws Exception {
    Path runs = home.resolve("runs");
    ServiceProcess.check(home, "counts.sh", "echo >>" + runs);
    Map<String, String> hourly = Map.of("JETPACK_HEALTHCHECK_INTERVAL", "1h");
    try (ServiceProcess service = ServiceProcess.start(home, hourly)) {
      service.awaitLog("runs the checks of");
      for (int run = 1; run <= 3; run++) {
        long before = ServiceProcess.lines(runs);
        service.await(
            "run " + run,
            () -> {
              touch(home.resolve("run/check_now"));
              return ServiceProcess.lines(runs) > before;
            });
      }
      assertThat(logged("all checks run now, since '")).hasSizeGreaterThanOrEqualTo(3);
    }
  }

  private static void touch(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "folder", "huge"})
  void brokenFilesAreToldAndNothingIsRequested(String kind) throws Exception {
    Path status = home.resolve("run/status.json");
    spoil(status, kind);
    spoil(home.resolve("run/keepalive.json"), kind);
    ServiceProcess.check(home, "doomed.sh", "echo doomed >&2; exit 254");
    ServiceProcess.check(home, "odd.sh", "exit 7");
    try (ServiceProcess service = ServiceProcess.start(home)) {
      service.awaitLog("doomed.sh is terminate");
      service.awaitLog("odd.sh is unknown: ");
      service.await("a new state", () -> isFresh(status));
    }
    assertReadable(status);
    assertThat(logged("run/status.json'")).hasSize(1);
    assertThat(logged("run/keepalive.json'")).singleElement().asString().contains("counts as held");
    assertThat(logged(REQUESTED)).isEmpty();
    assertThat(logged("bug")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "folder", "huge"})
  void filesThatBreakWhileItRunsAreMendedOrCountAsAHold(String kind) throws Exception {
    Path status = home.resolve("run/status.json");
    Path keepalive = home.resolve("run/keepalive.json");
    ServiceProcess.check(home, "doomed.sh", "echo doomed >&2; exit 254");
    try (ServiceProcess service = ServiceProcess.start(home)) {
      service.awaitLog(REQUESTED + "doomed.sh");
      service.await("the state", () -> Files.exists(status));
      spoil(status, kind);
      spoil(keepalive, kind);
      service.awaitLog("the node counts as held, because ");
      service.awaitLog("termination withdrawn for doomed.sh: the node is held");
      service.await("a new state", () -> isFresh(status));

      assertThat(new Transcript(home).run("keepalive", "cancel").exitCode()).isZero();
      service.await("a new request", () -> logged(REQUESTED).size() == 2);
    }
    assertReadable(status);
    assertThat(home.resolve("run/keepalive.json.broken-1")).exists();
    assertThat(home.resolve("run/status.json.broken-1").toFile().exists())
        .as("a folder is kept, a file is written anew")
        .isEqualTo(kind.equals("folder"));
    assertThat(logged("counts as held")).hasSize(1);
    assertThat(logged("bug")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutAFolderForItsStateItRunsChecks(boolean file) throws Exception {
    Path run = home.resolve("run");
    if (file) {
      Files.writeString(run, "no folder");
    } else {
      // nobody makes a folder here, not even root
      Files.createSymbolicLink(run, Path.of("/proc/self/nothing"));
    }
    ServiceProcess.check(home, "doomed.sh", "echo doomed >&2; exit 254");
    ServiceProcess.check(home, "odd.sh", "exit 7");
    try (ServiceProcess service = ServiceProcess.start(home)) {
      service.awaitLog("nothing survives a restart");
      service.awaitLog("doomed.sh is terminate");
      service.awaitLog("odd.sh is unknown: ");
      service.signal("TERM");
      assertThat(service.exitCode()).isEqualTo(143);
    }
    assertThat(ServiceProcess.log(home)).doesNotContain("bug", REQUESTED);
  }

  @Test
  void theFolderOfChecksMayGoAndComeAgain() throws Exception {
    Path folder = home.resolve("config/healthcheck.d");
    Path away = home.resolve("config/away");
    Path runs = home.resolve("runs");
    ServiceProcess.check(home, "counts.sh", "echo >>" + runs);
    ServiceProcess.check(home, "doomed.sh", "echo doomed >&2; exit 254");
    try (ServiceProcess service = ServiceProcess.start(home)) {
      service.awaitLog(REQUESTED + "doomed.sh");
      Files.move(folder, away);
      service.awaitLog("no check runs: there is no folder");
      long before = ServiceProcess.lines(runs);
      Files.move(away, folder);
      service.await("runs", () -> ServiceProcess.lines(runs) > before);
      service.awaitLog("the folder of checks is there again");
    }
    assertThat(logged("no check runs")).hasSize(1);
    assertThat(logged("termination withdrawn")).isEmpty();
    assertThat(logged(REQUESTED)).hasSize(1);
  }

  @Test
  void aFolderOfChecksThatCanNotBeReadForAWhileIsNoEmptyOne() throws Exception {
    Path folder = home.resolve("config/healthcheck.d");
    Path away = home.resolve("config/away");
    Path status = home.resolve("run/status.json");
    ServiceProcess.check(home, "fine.sh", "# jetpack: interval=1h\nexit 0");
    try (ServiceProcess service = ServiceProcess.start(home)) {
      service.awaitLog("runs the checks of");
      service.await("the check", () -> ServiceProcess.text(status).contains("fine.sh"));
      Files.move(folder, away);
      Files.createSymbolicLink(folder, folder); // "too many levels of symbolic links"
      service.awaitLog("the checks stay as they were: the folder '" + folder);
      TimeUnit.SECONDS.sleep(5); // two more looks, and a state
      assertThat(ServiceProcess.text(status)).contains("fine.sh");
      Files.delete(folder);
      Files.move(away, folder);
      service.awaitLog("the folder of checks is there again");
    }
    assertThat(logged("the checks stay as they were")).hasSize(1);
    assertThat(logged("no check runs")).as("moved in two steps").hasSizeLessThan(2);
  }
}
