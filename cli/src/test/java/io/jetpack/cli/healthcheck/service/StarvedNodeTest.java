package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service in a control group that lets no more processes be started. */
@Timeout(120)
class StarvedNodeTest {

  private static final Map<String, String> QUICK =
      Map.of("JETPACK_HEALTHCHECK_INTERVAL", "1s", "JETPACK_HEALTHCHECK_CONFIRM_DELAY", "1s");

  @TempDir Path home;

  private Path group = Path.of("");

  @BeforeEach
  void make_a_group() throws Exception {
    Path first = Path.of("/sys/fs/cgroup/pids");
    Path groups = Files.isDirectory(first) ? first : Path.of("/sys/fs/cgroup");
    Path made = groups.resolve("jetpack-test-" + ProcessHandle.current().pid());
    try {
      Files.createDirectory(made);
    } catch (IOException e) {
      assumeTrue(false, "needs root and control groups that can be written: " + e);
    }
    group = made;
    assumeTrue(Files.exists(group.resolve("pids.max")), "needs the control group 'pids'");
  }

  @AfterEach
  void remove_the_group() throws Exception {
    boolean ignored = Files.deleteIfExists(group);
  }

  private ServiceProcess start() throws Exception {
    String enter = "echo $$ >%s/cgroup.procs; exec \"$@\"".formatted(group);
    return ServiceProcess.start(home, QUICK, List.of("/bin/sh", "-c", enter, "sh"));
  }

  /** Lets so many more processes and threads be started. */
  private void leaveRoomFor(int more) throws IOException {
    int now = Integer.parseInt(Files.readString(group.resolve("pids.current")).strip());
    Files.writeString(group.resolve("pids.max"), String.valueOf(now + more));
  }

  private void lift() throws IOException {
    Files.writeString(group.resolve("pids.max"), "max");
  }

  @Test
  void a_254_without_a_word_counts_only_when_processes_can_be_started() throws Exception {
    ServiceProcess.check(home, "gpu.sh", "[ ! -e %s/lost ] || exit 254".formatted(home));
    try (ServiceProcess service = start()) {
      service.await("a run", () -> Files.exists(home.resolve("run/status.json")));
      Path status = home.resolve("run/status.json");
      service.await("healthy", () -> ServiceProcess.text(status).contains("healthy"));
      leaveRoomFor(7);
      Files.createFile(home.resolve("lost"));
      service.awaitLog("the shell could not start a process");
      assertThat(ServiceProcess.log(home)).doesNotContain("termination requested");
      lift();
      service.awaitLog("termination requested for gpu.sh (attempt 1)");
    }
  }

  @Test
  void a_254_with_a_word_counts_while_a_shell_and_a_process_of_its_can_be_started()
      throws Exception {
    ServiceProcess.check(
        home, "gpu.sh", "[ ! -e %s/lost ] || { echo lost; exit 254; }".formatted(home));
    try (ServiceProcess service = start()) {
      Path status = home.resolve("run/status.json");
      service.await("healthy", () -> ServiceProcess.text(status).contains("healthy"));
      leaveRoomFor(7);
      Files.createFile(home.resolve("lost"));
      service.awaitLog("termination requested for gpu.sh (attempt 1): lost");
    }
  }
}
