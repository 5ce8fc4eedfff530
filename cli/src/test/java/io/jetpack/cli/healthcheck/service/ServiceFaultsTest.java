package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jetpack.cli.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.json.JsonMapper;

/** What happens to the real service when its machine, its files and its operators are unkind. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class ServiceFaultsTest {

  /** On how many nodes the service is killed, at the same time. */
  private static final int NODES = 4;

  /** How often on each, oftener in CI; {@code -Dservice.kills=250} for a night. */
  private static final int KILLS =
      Integer.getInteger("service.kills", System.getenv("CI") == null ? 5 : 25);

  private static final String REQUESTED = "termination requested for ";
  private static final Pattern REQUESTED_CHECK = Pattern.compile(REQUESTED + "(\\S+)");

  @TempDir Path home;

  // --- signals

  @Test
  void aSignalEndsItAndTheCheckThatSleeps() throws Exception {
    String marker = "7613." + ProcessHandle.current().pid();
    ServiceProcess.check(home, "sleeps.sh", "echo >%s/begun; sleep %s".formatted(home, marker));
    try (ServiceProcess service = ServiceProcess.start(home)) {
      service.await("the check", () -> Files.exists(home.resolve("begun")));
      long start = System.nanoTime();
      service.signal("TERM");
      assertThat(service.exitCode()).isEqualTo(143);
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }
    Process pgrep = new ProcessBuilder("pgrep", "-f", "sleep " + marker).start();
    assertThat(pgrep.getInputStream().readAllBytes()).isEmpty();
    assertThat(ServiceProcess.log(home)).contains("the service was ended");
    Path status = home.resolve("run/status.json");
    assertThat(status).isRegularFile();
    assertReadable(status);
  }

  @RepeatedTest(NODES)
  @Timeout(3600)
  void killedAtAnyInstantItNeitherInventsNorForgetsARequest() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ServiceProcess.check(home, "doomed.sh", "echo doomed >&2; exit 254");
    ServiceProcess.check(home, "fine.sh", "exit 0");
    ServiceProcess.check(home, "wobbles.sh", "exit $((RANDOM % 4))");
    ServiceProcess.check(home, "slow.sh", "sleep 0.5; exit 1");
    long whenHeld = -1;
    for (int i = 0; i < KILLS; i++) {
      ServiceProcess service = ServiceProcess.start(home);
      TimeUnit.MILLISECONDS.sleep(random.nextInt(200, 1700));
      int change = random.nextInt(3);
      if (change == 1) {
        keepalive("1h");
        // a request that was decided before
        TimeUnit.MILLISECONDS.sleep(whenHeld < 0 ? 700 : 0);
        whenHeld = whenHeld < 0 ? requests() : whenHeld;
      } else if (change == 2) {
        assertThat(whenHeld).as("requests before and after, seed %d", seed).isIn(-1L, requests());
        keepalive("cancel");
        whenHeld = -1;
        TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
      }
      service.kill();
      assertReadable(home.resolve("run/status.json"));
      assertReadable(home.resolve("run/keepalive.json"));
    }
    assertThat(whenHeld).as("requests before and after, seed %d", seed).isIn(-1L, requests());
    keepalive("cancel");
    long before = requests();
    try (ServiceProcess service = ServiceProcess.start(home)) {
      service.await("a request, seed " + seed, () -> requests() > before);
    }
    assertThat(REQUESTED_CHECK.matcher(ServiceProcess.log(home)).results())
        .extracting(result -> result.group(1))
        .containsOnly("doomed.sh");
    assertThat(ServiceProcess.log(home)).doesNotContain("bug", "damaged");
  }

  private void keepalive(String word) {
    assertThat(new Transcript(home).run("keepalive", word).exitCode()).isZero();
  }

  private long requests() {
    return ServiceProcess.log(home).lines().filter(line -> line.contains(REQUESTED)).count();
  }

  private static void assertReadable(Path json) throws IOException {
    if (Files.exists(json)) {
      byte[] bytes = Files.readAllBytes(json);
      assertThatCode(() -> new JsonMapper().readTree(bytes)).doesNotThrowAnyException();
      assertThat(bytes).isNotEmpty();
    }
  }

  @Test
  void hangUpReadsTheSettingsAgainUnlessTheyAreWrong() throws Exception {
    Path settings = home.resolve("config/jetpack.toml");
    Path runs = home.resolve("runs");
    ServiceProcess.check(home, "counts.sh", "echo >>" + runs);
    Files.writeString(settings, "[healthcheck]\ninterval = \"1h\"\n");
    try (ServiceProcess service = ServiceProcess.start(home, Map.of())) {
      service.await("the state", () -> Files.exists(home.resolve("run/status.json")));
      Files.writeString(settings, "[healthcheck]\ninterval = \"soon\"\n");
      service.signal("HUP");
      service.awaitLog("the settings stay as they were: ");
      assertThat(ServiceProcess.log(home)).contains("jetpack.toml", "healthcheck.interval", "soon");
      assertThat(ServiceProcess.text(runs).length()).isLessThan(2);

      // the second one comes while the first one is obeyed
      Files.writeString(settings, "[healthcheck]\ninterval = \"2h\"\n");
      service.signal("HUP");
      Files.writeString(settings, "[healthcheck]\ninterval = \"1s\"\n");
      service.signal("HUP");
      service.awaitLog("the settings were read again");
      service.await("runs", () -> ServiceProcess.text(runs).length() >= 3);
    }
  }

  // --- starting

  @Test
  void oneServiceAHome() throws Exception {
    try (ServiceProcess first = ServiceProcess.start(home)) {
      first.awaitLog("runs the checks of");
      Transcript.Call second = new Transcript(home).run("healthcheck", "service");
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.err()).contains("process " + first.pid() + ";");
      first.await("its state", () -> Files.exists(home.resolve("run/status.json")));
    }
  }

  // --- what is done about a 254

  @Test
  void theCommandOfTheOperatorHearsWhichCheckAndWhy() throws Exception {
    Path seen = home.resolve("seen");
    Path command = home.resolve("drain");
    Files.writeString(
        command,
        "#!/bin/bash\necho \"$JETPACK_TERMINATION $JETPACK_CHECK: $JETPACK_REASON\" >>%s\n"
            .formatted(seen));
    assertThat(command.toFile().setExecutable(true)).isTrue();
    ServiceProcess.check(
        home, "doomed.sh", "[ -e %s/mended ] || { echo no GPU >&2; exit 254; }".formatted(home));
    List<String> words = new ArrayList<>();
    try (ServiceProcess service =
        ServiceProcess.start(
            home,
            Map.of(
                "JETPACK_HEALTHCHECK_INTERVAL",
                "1s",
                // a full or read-only /tmp keeps nobody from acting
                "JAVA_TOOL_OPTIONS",
                "-Djava.io.tmpdir=" + home.resolve("nowhere"),
                "JETPACK_TERMINATION_ACTION",
                "command",
                "JETPACK_TERMINATION_COMMAND",
                command.toString()))) {
      service.awaitLog("did its work");
      Files.createFile(home.resolve("mended"));
      service.await("both", () -> ServiceProcess.text(seen).lines().count() == 2);
      ServiceProcess.text(seen).lines().forEach(words::add);
    }
    assertThat(words.get(0)).startsWith("requested doomed.sh: ").contains("no GPU");
    assertThat(words.get(1)).isEqualTo("withdrawn doomed.sh: the check is healthy again");
  }

  @Test
  void noneOnlySaysWhatItWouldDo() throws Exception {
    ServiceProcess.check(home, "doomed.sh", "echo doomed >&2; exit 254");
    try (ServiceProcess service =
        ServiceProcess.start(
            home,
            Map.of("JETPACK_HEALTHCHECK_INTERVAL", "1s", "JETPACK_TERMINATION_ACTION", "none"))) {
      service.awaitLog("would request the termination of this node for doomed.sh");
    }
    assertThat(ServiceProcess.log(home)).doesNotContain(REQUESTED);
  }
}
