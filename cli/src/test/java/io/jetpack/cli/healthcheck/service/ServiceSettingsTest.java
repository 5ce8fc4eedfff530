package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import io.jetpack.cli.message.broker.BrokerKind;
import io.jetpack.cli.message.broker.Cluster;
import io.jetpack.cli.message.broker.Ports;
import io.jetpack.cli.message.broker.TestBroker;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.MachineId;
import io.jetpack.cli.node.settings.AcceptedFile;
import io.jetpack.cli.node.settings.GivenFile;
import io.jetpack.cli.node.settings.SettingsReading;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What the real service does with settings that cannot be read. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class ServiceSettingsTest {

  private static final String REQUESTED = "termination requested for doomed.sh";
  private static final String WAITS = "the request to terminate this node for doomed.sh waits: ";
  private static final String GOOD = "[healthcheck]\ninterval = \"1s\"\n";
  private static final String NONE = GOOD + "[termination]\naction = \"none\"\n";
  private static final String WOULD = "would request the termination of this node for doomed.sh";
  private static final String HEALTHY = "agent_settings is healthy";

  @TempDir Path home;
  private Path file = Path.of("");
  private Path kept = Path.of("");

  @BeforeEach
  void makeChecks() throws Exception {
    ServiceProcess.check(home, "counts.sh", "echo >>%s/runs".formatted(home));
    ServiceProcess.check(
        home, "doomed.sh", "[ -e %s/mended ] || { echo no GPU >&2; exit 254; }".formatted(home));
    file = home.resolve("config/jetpack.toml");
    kept = home.resolve("run/accepted/jetpack.toml");
  }

  /** Puts it in place at once, as one that nobody has written just now. */
  private void write(Path path, String text) throws IOException {
    Path fresh = Files.writeString(home.resolve("fresh"), text);
    Files.setLastModifiedTime(fresh, FileTime.from(Instant.now().minusSeconds(60)));
    Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING);
  }

  private void write(String text) throws IOException {
    write(file, text);
  }

  private void shell(String command) throws Exception {
    Process shell = new ProcessBuilder("sh", "-ec", command).directory(home.toFile()).start();
    assertThat(shell.waitFor()).as(command).isZero();
  }

  private long logged(String text) {
    return ServiceProcess.log(home).lines().filter(line -> line.contains(text)).count();
  }

  private long runs() {
    return ServiceProcess.lines(home.resolve("runs"));
  }

  private void awaitRuns(ServiceProcess service, int number) throws Exception {
    long before = runs();
    service.await("runs", () -> runs() >= before + number);
  }

  private JsonNode status() {
    return new JsonMapper()
        .readTree(new Transcript(home).run("healthcheck", "status", "--json").out());
  }

  private JsonNode check(String name) {
    for (JsonNode check : status().path("checks")) {
      if (check.path("check").asString().equals(name)) {
        return check;
      }
    }
    return MissingNode.getInstance(); // not written down yet
  }

  // --- at a start

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "printf '[a]\\nx=1\\n[a]\\n' >config/jetpack.toml | line 3: [a] is there already, line 1",
        "printf '[healthcheck]\\nintervall = \"1s\"\\n' >config/jetpack.toml | did you mean 'healthcheck.interval'?",
        "printf '[healthcheck]\\ntimeout = \"soon\"\\n' >config/jetpack.toml | healthcheck.timeout is 'soon'",
        "printf '[termination]\\naction = \"command\"\\n' >config/jetpack.toml | 'termination.command' is empty",
        "mkfifo config/jetpack.toml | is not a regular file",
        "ln -s /share/jetpack.toml config/jetpack.toml | is a link to '/share/jetpack.toml', which is not there",
        "truncate -s 100M config/jetpack.toml | is larger than 65,536 bytes",
        "mv config away; ln -s /share/config config | is a link that leads to none",
      })
  void it_starts_and_no_request_leaves_until_they_can_be_read(String command, String reason)
      throws Exception {
    boolean gone = command.contains("away");
    shell(command);
    // what the service would find where only the settings are away
    Map<String, String> environment = ServiceProcess.EVERY_SECOND;
    try (ServiceProcess service = ServiceProcess.start(home, environment)) {
      service.awaitLog("agent_settings is unknown: ");
      assertThat(ServiceProcess.log(home))
          .contains(reason, "; meanwhile the defaults apply, and requests wait");
      if (!gone) {
        service.awaitLog("doomed.sh is terminate: no GPU");
        service.awaitLog(WAITS + "jetpack.toml does not read");
        awaitRuns(service, 3);
        service.await("the status", () -> check("doomed.sh").path("request_waits").isString());
        assertThat(check("doomed.sh").path("request").isNull()).isTrue();
      }
      service.await("it", () -> !status().at("/settings/readable").asBoolean(true));
      assertThat(status().at("/settings/problems/0/reason").asString()).contains(reason);
      assertThat(new Transcript(home).run("healthcheck", "status").out())
          .contains("\nsettings jetpack.toml does not read since ");
      assertThat(logged(REQUESTED)).isZero();

      shell(gone ? "rm -f config; mv away config" : "rm -r config/jetpack.toml");
      service.awaitLog(HEALTHY);
      service.awaitLog(REQUESTED);
      service.await("it", () -> status().at("/settings/readable").asBoolean());
    }
    assertThat(logged(REQUESTED)).isEqualTo(1);
    assertThat(logged("agent_settings is unknown")).isEqualTo(1);
    assertThat(ServiceProcess.log(home)).doesNotContain("bug");
  }

  @Test
  void what_was_accepted_last_holds_at_a_start_and_its_broker_hears_of_it() throws Exception {
    TestBroker broker = BrokerKind.QPID.broker();
    try (Cluster cluster = new Cluster(broker)) {
      cluster.declareQueue(Map.of());
      cluster.bind("healthcheck.#");
      cluster.bind("terminate");
      write(GOOD + "[amqp]\nuri = \"%s\"\n".formatted(broker.uri()));
      Files.createFile(home.resolve("mended"));
      try (ServiceProcess service = ServiceProcess.start(home, Map.of())) {
        service.await("the copy", () -> Files.exists(kept));
        awaitRuns(service, 2);
      }
      Files.delete(home.resolve("mended"));
      write(GOOD + "nonsense\n");
      List<String> told = new ArrayList<>();
      try (ServiceProcess service = ServiceProcess.start(home, Map.of())) {
        service.await(
            "both", () -> contains(cluster, told, "\"check\":\"agent_settings\"", "doomed.sh"));
        awaitRuns(service, 3);
        assertThat(ServiceProcess.log(home)).contains("; meanwhile the settings accepted at ");
        assertThat(told)
            .anySatisfy(body ->
                assertThat(body)
                    .contains("\"check\":\"agent_settings\"", "\"state\":\"unknown\"", "line 3"))
            .noneMatch(body -> body.contains("\"type\":\"terminate\""));
        write(GOOD + "[amqp]\nuri = \"%s\"\n".formatted(broker.uri()));
        service.await(
            "the request",
            () -> contains(cluster, told, "\"type\":\"terminate\"", "\"attempt\":1"));
      }
    }
  }

  /** Whether messages hold all of these by now. */
  private static boolean contains(Cluster cluster, List<String> told, String... texts) {
    try {
      told.addAll(cluster.takeTexts());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return List.of(texts).stream()
        .allMatch(text -> told.stream().anyMatch(body -> body.contains(text)));
  }

  @Test
  void what_another_machine_accepted_is_not_used_and_not_lost() throws Exception {
    write(NONE);
    GivenFile given = SettingsReading.given(new Home(home));
    Optional<MachineId> other = Optional.of(new MachineId("f".repeat(32)));
    new AcceptedFile(new Home(home), given, other)
        .keep((GivenFile.Reading.Content) given.read(), Instant.now());
    String brought = Files.readString(kept);
    write("nonsense");
    try (ServiceProcess service = ServiceProcess.start(home)) {
      service.awaitLog("; meanwhile the defaults apply");
      service.awaitLog("run/accepted/jetpack.toml' is of another machine; it is not used, and is");
      assertThat(kept.resolveSibling("jetpack.toml.quarantined-1")).hasContent(brought);
      write(NONE);
      service.awaitLog(WOULD);
      assertThat(Files.readString(kept)).endsWith(NONE);
    }
    assertThat(logged(REQUESTED)).isZero();
    assertThat(kept.resolveSibling("jetpack.toml.quarantined-1")).hasContent(brought);
  }

  @ParameterizedTest
  @ValueSource(strings = {"damaged", "directory", "fifo"})
  void a_copy_that_is_no_good_is_put_away(String kind) throws Exception {
    Files.createDirectories(kept.getParent());
    switch (kind) {
      case "damaged" -> Files.writeString(kept, "# kept by jetpack, not to be edited: machine=x\n");
      case "directory" -> Files.createDirectory(kept);
      default -> shell("mkfifo " + kept);
    }
    write("nonsense");
    try (ServiceProcess service = ServiceProcess.start(home)) {
      service.awaitLog("; meanwhile the defaults apply");
      service.awaitLog(WAITS);
      assertThat(kept.resolveSibling("jetpack.toml.quarantined-1")).exists();
      write(NONE);
      service.awaitLog(WOULD);
    }
    assertThat(kept).isRegularFile();
    assertThat(logged(REQUESTED)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JETPACK_HEALTHCHECK_INTERVALL | 1s | did you mean 'JETPACK_HEALTHCHECK_INTERVAL'?",
        "JETPACK_HEALTHCHECK_TIMEOUT | soon | JETPACK_HEALTHCHECK_TIMEOUT is 'soon'; write a duration",
        "JETPACK_TERMINATION_ACTION | reqest | did you mean 'request'?",
        "JETPACK_TERMINATION_ACTION | command | 'termination.command' is empty",
        "INTERVAL | often | INTERVAL is 'often'; write whole minutes",
      })
  void a_variable_that_is_wrong_is_left_out_and_requests_wait(
      String variable, String value, String message) throws Exception {
    write("[healthcheck]\ntimeout = \"9s\"\n");
    Map<String, String> environment = new java.util.HashMap<>(ServiceProcess.EVERY_SECOND);
    if (variable.equals("INTERVAL")) {
      // where our own variable says it, nobody asks the unit's
      environment.clear();
    }
    environment.put(variable, value);
    try (ServiceProcess service = ServiceProcess.start(home, environment)) {
      service.awaitLog("agent_settings is unknown: ");
      assertThat(ServiceProcess.log(home))
          .contains(message, "; correct it and restart the service; meanwhile the other settings");
      Files.createFile(home.resolve("run/check_now"));
      service.awaitLog(WAITS + "the environment does not read");
      if (!environment.containsKey("INTERVAL")) {
        awaitRuns(service, 2);
      }
    }
    assertThat(logged(REQUESTED)).isZero();
  }

  // --- while it runs

  @Test
  void one_that_breaks_is_reported_and_taken_when_it_is_repaired() throws Exception {
    write(GOOD + "[metrics]\nport = 0\n");
    try (ServiceProcess service = ServiceProcess.start(home, Map.of())) {
      service.awaitLog(REQUESTED);
      // somebody forbids it, and mistypes
      write(NONE + "nonsense\n");
      service.awaitLog("line 5, column 9: '=' is missing after the key");
      service.awaitLog("; meanwhile the settings that were read before apply");
      awaitRuns(service, 3);
      write(NONE);
      service.awaitLog("the settings were read again");
      service.awaitLog(HEALTHY);
      service.awaitLog(WOULD);
      Files.createFile(home.resolve("mended"));
      service.awaitLog("would withdraw the request");
      assertThat(Files.readString(kept)).endsWith(NONE);
    }
    assertThat(logged(REQUESTED)).isEqualTo(1);
    assertThat(ServiceProcess.log(home)).doesNotContain("bug");
  }

  @Test
  void a_request_that_was_made_before_is_withdrawn_meanwhile() throws Exception {
    write(GOOD);
    try (ServiceProcess service = ServiceProcess.start(home, Map.of())) {
      service.awaitLog(REQUESTED);
      write("nonsense");
      service.awaitLog("agent_settings is unknown: ");
      Files.createFile(home.resolve("mended"));
      service.awaitLog("termination withdrawn for doomed.sh: the check is healthy again");
      Files.delete(home.resolve("mended"));
      service.awaitLog(WAITS);
      int held = new Transcript(home).run("keepalive", "1h").exitCode();
      assertThat(held).isZero();
      service.awaitLog("doomed.sh is terminate: no GPU (held: nothing is requested)");
      write(GOOD);
      service.awaitLog(HEALTHY);
      awaitRuns(service, 3);
      assertThat(logged(REQUESTED)).isEqualTo(1);
      assertThat(new Transcript(home).run("keepalive", "cancel").exitCode()).isZero();
      service.await("a request", () -> logged(REQUESTED) == 2);
    }
  }

  @Test
  void no_command_of_the_operators_runs_meanwhile() throws Exception {
    Path command =
        Files.writeString(
            home.resolve("drain"), "#!/bin/sh\necho x >>%s/drained\n".formatted(home));
    assertThat(command.toFile().setExecutable(true)).isTrue();
    String toml =
        GOOD + "[termination]\naction = \"command\"\ncommand = [\"%s\"]\n".formatted(command);
    write(toml);
    Files.createFile(home.resolve("mended"));
    try (ServiceProcess service = ServiceProcess.start(home, Map.of())) {
      service.await("the copy", () -> Files.exists(kept));
    }
    write(toml + "nonsense");
    Files.delete(home.resolve("mended"));
    try (ServiceProcess service = ServiceProcess.start(home, Map.of())) {
      service.awaitLog("; meanwhile the settings accepted at ");
      service.awaitLog(WAITS);
      awaitRuns(service, 3);
      assertThat(home.resolve("drained")).doesNotExist();
      write(toml);
      service.await("the command", () -> Files.exists(home.resolve("drained")));
    }
  }

  @Test
  void a_good_change_is_taken_by_a_reload_only_and_a_bad_one_by_none() throws Exception {
    write(GOOD);
    try (ServiceProcess service = ServiceProcess.start(home, Map.of())) {
      service.awaitLog(REQUESTED);
      write(NONE);
      awaitRuns(service, 6);
      assertThat(logged("the settings were read again")).isZero();
      assertThat(logged("agent_settings is")).isZero();
      service.signal("HUP");
      service.awaitLog(WOULD);
      write("nonsense");
      service.signal("HUP");
      service.awaitLog("the settings stay as they were: ");
      service.awaitLog("agent_settings is unknown: ");
    }
    assertThat(Files.readString(kept)).endsWith(NONE);
  }

  @Test
  void what_may_still_be_being_written_is_not_taken() throws Exception {
    write("nonsense");
    try (ServiceProcess service = ServiceProcess.start(home)) {
      service.awaitLog(WAITS);
      // as an editor does: first there is nothing, which alone would mean the defaults
      for (String part : List.of("", GOOD, GOOD + "[termination]\n")) {
        Files.writeString(file, part);
        TimeUnit.MILLISECONDS.sleep(1300);
      }
      Files.writeString(file, NONE);
      service.awaitLog(WOULD);
    }
    assertThat(logged(REQUESTED)).isZero();
  }

  @Test
  void what_is_changed_again_and_again_is_reported_and_requests_wait() throws Exception {
    Files.writeString(file, GOOD);
    CountDownLatch ending = new CountDownLatch(1);
    // from before the start on, however long that takes
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              try {
                for (int i = 0; ending.getCount() > 0; i++) {
                  Files.writeString(file, GOOD + "# " + i + "\n");
                  boolean _ = ending.await(200, TimeUnit.MILLISECONDS);
                }
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            Thread::startVirtualThread);
    try (ServiceProcess service = ServiceProcess.start(home)) {
      service.awaitLog("is changed again and again");
      assertThat(logged(WAITS + "jetpack.toml was changed just now")).isEqualTo(1);
      assertThat(logged(REQUESTED)).isZero();
      ending.countDown();
      service.awaitLog(HEALTHY);
      service.awaitLog(REQUESTED);
    } finally {
      ending.countDown();
    }
    writing.join();
  }

  @Test
  void swapped_ten_times_a_second_no_request_leaves_while_it_is_bad() throws Exception {
    Path bad = Files.writeString(home.resolve("bad"), "nonsense");
    Path good = Files.writeString(home.resolve("good"), GOOD);
    for (Path each : List.of(bad, good)) {
      Files.setLastModifiedTime(each, FileTime.from(Instant.now().minusSeconds(60)));
    }
    // says what it found when it was called
    Path command =
        Files.writeString(
            home.resolve("act"),
            "#!/bin/sh\nread -r first <%s\necho \"$JETPACK_TERMINATION $JETPACK_ATTEMPT $first\" >>%s\n"
                .formatted(file, home.resolve("acts")));
    assertThat(command.toFile().setExecutable(true)).isTrue();
    Map<String, String> environment =
        Map.of(
            "JETPACK_HEALTHCHECK_INTERVAL", "1s",
            "JETPACK_TERMINATION_ACTION", "command",
            "JETPACK_TERMINATION_COMMAND", command.toString());
    Files.copy(bad, file, StandardCopyOption.COPY_ATTRIBUTES);
    List<String> acts = List.of();
    try (ServiceProcess service = ServiceProcess.start(home, environment)) {
      service.awaitLog(WAITS);
      Random random = new Random(7);
      for (int i = 0; i < 150; i++) {
        Path next = home.resolve("next");
        Files.copy(i % 2 == 0 ? good : bad, next, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        if (i == 70) {
          // a check that turns well and ill again asks anew
          Files.createFile(home.resolve("mended"));
        } else if (i == 90) {
          Files.delete(home.resolve("mended"));
        }
        TimeUnit.MILLISECONDS.sleep(80 + random.nextInt(40));
      }
      Files.copy(bad, file, StandardCopyOption.REPLACE_EXISTING);
      long before = runs();
      service.await("runs", () -> runs() >= before + 4);
      acts = ServiceProcess.text(home.resolve("acts")).lines().toList();
      awaitRuns(service, 4);
      assertThat(ServiceProcess.text(home.resolve("acts")).lines())
          .as("while it is bad")
          .isEqualTo(acts);
      Files.copy(good, file, StandardCopyOption.REPLACE_EXISTING);
      service.await(
          "a request, at the end",
          () -> ServiceProcess.text(home.resolve("acts")).contains("requested"));
    }
    // the script reads the file some milliseconds after the last look at it
    List<String> requests =
        ServiceProcess.text(home.resolve("acts"))
            .lines()
            .filter(line -> line.startsWith("requested"))
            .toList();
    assertThat(requests).isNotEmpty().allMatch(line -> line.startsWith("requested 1 "));
    assertThat(requests.stream().filter(line -> line.contains("nonsense")).count())
        .as("requests that met a swap within milliseconds: %s", requests)
        .isLessThanOrEqualTo(1);
    assertThat(ServiceProcess.log(home)).doesNotContain("bug");
  }

  @Test
  void killed_at_any_instant_it_keeps_a_copy_that_can_be_used() throws Exception {
    Random random = new Random(20261129);
    Home where = new Home(home);
    AcceptedFile accepted = AcceptedFile.of(where, SettingsReading.given(where), System.getenv());
    for (int i = 0; i < 10; i++) {
      write(GOOD + "# %s\n".formatted("x".repeat(random.nextInt(300_000))));
      try (ServiceProcess service = ServiceProcess.start(home, Map.of())) {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(300, 1200));
        service.kill();
      }
      assertThat(accepted.look()).isNotInstanceOf(AcceptedFile.Kept.Unfit.class);
    }
    try (ServiceProcess service = ServiceProcess.start(home, Map.of())) {
      service.awaitLog(REQUESTED);
      service.await("the copy", () -> accepted.look() instanceof AcceptedFile.Kept.Copy);
    }
    assertThat(kept.getParent()).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void the_metric_says_whether_they_can_be_read() throws Exception {
    int port = Ports.free(1).getFirst();
    write(GOOD + "[metrics]\nport = %d\n".formatted(port));
    try (ServiceProcess service = ServiceProcess.start(home, Map.of())) {
      service.await("1", () -> metrics(port).contains("\njetpack_settings_readable 1.0\n"));
      write("nonsense");
      service.await("0", () -> metrics(port).contains("\njetpack_settings_readable 0.0\n"));
      assertThat(metrics(port))
          .contains("jetpack_check_state{check=\"agent_settings\",state=\"unknown\"} 1.0");
    }
  }

  private static String metrics(int port) {
    URI uri = URI.create("http://127.0.0.1:%d/metrics".formatted(port));
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // --- node.json

  @Test
  void with_a_node_file_that_cannot_be_read_requests_wait_and_names_stay() throws Exception {
    Path node = home.resolve("config/node.json");
    String json = "{\"cyclecloud\": {\"instance\": {\"id\": \"i-7\"}, \"x\": 1}}";
    write(node, json);
    try (ServiceProcess service = ServiceProcess.start(home)) {
      service.awaitLog(REQUESTED);
      Files.createFile(home.resolve("mended"));
      service.awaitLog("termination withdrawn for doomed.sh");
      Path copy = home.resolve("run/accepted/node.json");
      service.await("the copy", () -> Files.exists(copy));
      write(node, json.substring(0, 20));
      service.awaitLog("node.json', line 1, column ");
      service.awaitLog("; meanwhile its values accepted at ");
      Files.delete(home.resolve("mended"));
      service.awaitLog(WAITS + "node.json does not read");
      awaitRuns(service, 3);
      assertThat(logged(REQUESTED)).isEqualTo(1);
      assertThat(queued("\"check\":\"agent_settings\"")).allMatch(body -> body.contains("\"i-7\""));
      assertThat(home.resolve("run/accepted/node.json")).content().endsWith(json);
      write(node, json);
      service.await("a request", () -> logged(REQUESTED) == 2);
    }
    write(node, json.substring(0, 20));
    Files.delete(home.resolve("logs/healthcheck.log"));
    try (ServiceProcess service = ServiceProcess.start(home)) {
      service.awaitLog("; meanwhile its values accepted at ");
      awaitRuns(service, 3);
      assertThat(logged(REQUESTED)).isZero();
      assertThat(queued("\"check\":\"agent_settings\""))
          .as("of the file itself, never of the copy")
          .anyMatch(body -> body.contains("\"instance_id\":null"));
    }
  }

  @Test
  void a_node_file_that_is_broken_from_its_first_byte_on_has_no_values() throws Exception {
    Path node = home.resolve("config/node.json");
    try (ServiceProcess service = ServiceProcess.start(home)) {
      service.awaitLog(REQUESTED);
      write(node, "<xml>");
      service.awaitLog("; meanwhile no values of it apply, and requests wait");
      write(node, "{}");
      service.awaitLog(HEALTHY);
      Path copy = home.resolve("run/accepted/node.json");
      service.await("the copy", () -> Files.exists(copy));
      write(node, "<xml>");
      service.awaitLog("; meanwhile its values accepted at ");
    }
  }

  private List<String> queued(String text) throws IOException {
    List<String> found = new ArrayList<>();
    try (var files = Files.list(home.resolve("run/outbox/new"))) {
      for (Path each : files.sorted().toList()) {
        String body = Files.readString(each, java.nio.charset.StandardCharsets.ISO_8859_1);
        if (body.contains(text)) {
          found.add(body);
        }
      }
    }
    return found;
  }

  @Test
  void a_converge_that_is_late_by_what_was_accepted_waits_too() throws Exception {
    Path node = home.resolve("config/node.json");
    Files.createFile(home.resolve("mended"));
    Files.createDirectories(home.resolve("run"));
    Files.writeString(home.resolve("run/converge.json"), "{\"result\": \"running\"}");
    long launch = Instant.now().getEpochSecond() - 100;
    write(
        node,
        """
        {"cyclecloud": {"instance": {"launch_time": %d}, "keepalive": {"timeout": 1000000}}}
        """
            .formatted(launch));
    Map<String, String> quick =
        Map.of("JETPACK_HEALTHCHECK_INTERVAL", "1s", "JETPACK_HEALTHCHECK_CONFIRM_DELAY", "50ms");
    try (ServiceProcess service = ServiceProcess.start(home, quick)) {
      service.await("the copy", () -> Files.exists(home.resolve("run/accepted/node.json")));
      service.await(
          "it", () -> check("converge_timeout").path("state").asString().equals("healthy"));
      write(node, "{");
      service.awaitLog("agent_settings is unknown: ");
      awaitRuns(service, 3);
      assertThat(check("converge_timeout").path("state").asString()).isEqualTo("healthy");
      write(
          node,
          "{\"cyclecloud\": {\"instance\": {\"launch_time\": %d}, \"keepalive\": {\"timeout\": 5}}}"
              .formatted(launch));
      service.awaitLog("termination requested for converge_timeout");
    }
  }
}
