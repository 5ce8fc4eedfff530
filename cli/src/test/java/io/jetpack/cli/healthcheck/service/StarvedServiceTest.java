package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jetpack.cli.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
 * The real service in a cgroup with so few processes and threads that none can be started any more,
 * or just a few: each limit from what it has to six more.
 */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class StarvedServiceTest {

  private static final int MOST_MORE = 6;
  private static final List<String> HEALTHY =
      List.of("counts.sh", "quiet.sh", "child.py", "fine.py");
  private static final String NO_LIMIT = "max";

  @TempDir Path home;
  private Path group = Path.of("");

  @BeforeEach
  void makeGroup() throws IOException {
    Path version1 = Path.of("/sys/fs/cgroup/pids");
    Path version2 = Path.of("/sys/fs/cgroup");
    Path parent = Files.isDirectory(version1) ? version1 : version2;
    group = parent.resolve("jetpack-starved-" + ProcessHandle.current().pid());
    assumeTrue(Files.isWritable(parent), "only root may make a cgroup");
    try {
      Files.createDirectory(group);
    } catch (IOException e) {
      assumeTrue(false, "no cgroup can be made here: " + e);
    }
    assumeTrue(
        Files.exists(group.resolve("pids.max")),
        "the cgroups of this machine do not limit the number of processes");
  }

  @AfterEach
  void removeGroup() throws Exception {
    if (!Files.isDirectory(group)) {
      return;
    }
    boolean limits = Files.exists(group.resolve("pids.max"));
    for (int i = 0; limits && i < 100 && number("pids.current") > 0; i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    Files.delete(group);
  }

  private int number(String file) throws IOException {
    return Integer.parseInt(Files.readString(group.resolve(file)).strip());
  }

  private void limit(String most) throws IOException {
    Files.writeString(group.resolve("pids.max"), most);
  }

  /** Between two runs, when no process of a check is there. */
  private int leastNow() throws Exception {
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < 60; i++) {
      least = Math.min(least, number("pids.current"));
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return least;
  }

  private Map<String, JsonNode> checks() {
    JsonNode status =
        new JsonMapper()
            .readTree(new Transcript(home).run("healthcheck", "status", "--json").out());
    Map<String, JsonNode> checks = new HashMap<>();
    status.path("checks").forEach(check -> checks.put(check.path("check").asString(), check));
    return checks;
  }

  private boolean areHealthy(List<String> names) {
    Map<String, JsonNode> checks = checks();
    return names.stream()
        .allMatch(name ->
            checks.containsKey(name)
                && checks.get(name).path("state").asString().equals("healthy"));
  }

  private List<String> requested() {
    return ServiceProcess.text(home.resolve("requested")).lines().distinct().toList();
  }

  @Test
  void nobody_is_ended_for_want_of_a_process_and_a_real_254_is_asked_for_afterwards()
      throws Exception {
    // bash itself ends with 254 when it can start no process
    ServiceProcess.check(home, "counts.sh", "n=$(ls / | wc -l); [ \"$n\" -gt 1 ] || exit 1");
    ServiceProcess.check(home, "quiet.sh", "n=$(ls / 2>/dev/null | wc -l) 2>/dev/null; exit 0");
    ServiceProcess.check(
        home, "doomed.sh", "[ -e '%s/lost' ] || exit 0; echo lost; exit 254".formatted(home));
    python("fine.py", "print('fine')");
    python("child.py", "import subprocess\nsubprocess.run(['true'], check=True)");
    Path action = home.resolve("action.sh");
    Files.writeString(
        action,
        "#!/bin/sh\n[ $JETPACK_TERMINATION = withdrawn ] || echo $JETPACK_CHECK >>'%s/requested'\n"
            .formatted(home));
    assertThat(action.toFile().setExecutable(true)).isTrue();
    List<String> all = new ArrayList<>(HEALTHY);
    all.add("doomed.sh");
    Map<String, String> environment = new HashMap<>(ServiceProcess.EVERY_SECOND);
    environment.put("JETPACK_TERMINATION_ACTION", "command");
    environment.put("JETPACK_TERMINATION_COMMAND", action.toString());
    List<String> inGroup =
        List.of("sh", "-c", "echo $$ >'" + group + "/cgroup.procs'; exec \"$@\"", "sh");
    try (ServiceProcess service = ServiceProcess.start(home, environment, inGroup)) {
      for (int more = 0; more <= MOST_MORE; more++) {
        service.await("all healthy", () -> areHealthy(all));
        int enough = leastNow() + more;
        limit(String.valueOf(enough));
        Files.createFile(home.resolve("lost"));
        TimeUnit.SECONDS.sleep(2);
        assertThat(service.isAlive()).isTrue();
        limit(NO_LIMIT);
        service.await("the request", () -> requested().contains("doomed.sh"));
        assertThat(requested()).as("with %d more", more).containsExactly("doomed.sh");
        Files.delete(home.resolve("lost"));
        Files.delete(home.resolve("requested"));
      }
      service.await("all healthy", () -> areHealthy(all));
      assertThat(ServiceProcess.log(home))
          .contains("no further thread can be started; raise 'ulimit -u', TasksMax")
          .doesNotContain("this is a bug");
    }
  }

  private void python(String name, String text) throws IOException {
    ServiceProcess.check(home, name, "");
    Path file = home.resolve("config/healthcheck.d").resolve(name);
    var time = Files.getLastModifiedTime(file);
    Files.writeString(file, text + "\n");
    Files.setLastModifiedTime(file, time);
  }
}
