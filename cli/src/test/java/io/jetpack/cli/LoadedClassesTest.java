package io.jetpack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.node.LockHolder;
import io.jetpack.cli.program.Jetpack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command does not need, it does not pay for. */
@Timeout(60)
class LoadedClassesTest {

  @TempDir Path home;

  private List<String> classesLoadedBy(String... args) throws IOException, InterruptedException {
    return classesLoadedBy(List.of(), args);
  }

  private List<String> classesLoadedBy(List<String> flags, String... args)
      throws IOException, InterruptedException {
    Path log = home.resolve("classes.log");
    // as the launcher of a distribution calls it
    List<String> options = new ArrayList<>(flags);
    options.add("-Xlog:class+load:file=" + log);
    options.add("-Djetpack.home=" + Path.of("src", "dist").toAbsolutePath());
    Process process = JetpackProcess.start(home, options, args);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isZero();
    List<String> lines = Files.readAllLines(log);
    assertThat(from(Jetpack.class.getName(), lines)).isNotEmpty();
    return lines;
  }

  private static List<String> from(String packageName, List<String> classes) {
    return classes.stream().filter(line -> line.contains(" " + packageName)).toList();
  }

  private static void assertNonePythonic(List<String> classes) {
    assertThat(from("org.graalvm.", classes)).isEmpty();
    assertThat(from("com.oracle.truffle.", classes)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version", "help", "plugins"})
  void commandsThatRunNoScriptLoadNoPython(String command) throws Exception {
    assertNonePythonic(classesLoadedBy(command));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1h", "status", "cancel"})
  void aHoldCostsNoRunnerAndOnlyTheSmallPartOfJackson(String word) throws Exception {
    classesLoadedBy("keepalive", "2h");
    List<String> classes = classesLoadedBy("keepalive", word);
    assertNonePythonic(classes);
    assertThat(from("io.jetpack.runner.", classes)).isEmpty();
    assertThat(from("tools.jackson.databind.", classes)).isEmpty();
    assertThat(from("sun.util.resources.TimeZoneNames", classes)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cyclecloud.cluster.name", "platform", "network.0.x"})
  void aKeyOfTheNodesFileCostsNothingButTheStreamOfJackson(String key) throws Exception {
    Path ignored =
        new Transcript(home)
            .file(
                "config/node.json",
                """
                {"cyclecloud": {"cluster": {"name": "hpc-1"}}, "platform": "debian",
                 "network": [{"x": 1}]}
                """);
    List<String> classes = classesLoadedBy("config", key);
    assertNonePythonic(classes);
    for (String costly :
        List.of(
            "io.jetpack.runner.",
            "io.jetpack.cli.config.facts.",
            "io.jetpack.cli.config.cloud.",
            "tools.jackson.databind.",
            "com.beust.jcommander.",
            "com.rabbitmq.",
            "org.slf4j.",
            "java.util.logging.",
            "java.net.http.",
            "oshi.",
            "com.sun.jna.")) {
      assertThat(from(costly, classes)).as(costly).isEmpty();
    }
    assertThat(classes.stream().filter(line -> line.contains("source: file:")))
        .hasSizeLessThan(155);
  }

  @Test
  void anObjectOfTheNodesFileStartsNeitherAFactNorARequest() throws Exception {
    Path ignored =
        new Transcript(home).file("config/node.json", "{\"cyclecloud\": {\"node\": {\"a\": 1}}}");
    List<String> classes = classesLoadedBy("config", "cyclecloud");
    assertNonePythonic(classes);
    assertThat(from("oshi.", classes)).isEmpty();
    assertThat(from("java.net.HttpURLConnection", classes)).isEmpty();
    assertThat(from("tools.jackson.databind.", classes)).isEmpty();
  }

  @Test
  void aLogMessageThatTheServiceSendsCostsNeitherABrokerNorAMapper() throws Exception {
    Transcript fixture = new Transcript(home);
    fixture.file("config/node.json", "{\"cyclecloud\": {\"cluster\": {\"name\": \"demo\"}}}");
    fixture.file("run/outbox/drain.lock", "service 4711\n");
    Process service = LockHolder.start(home.resolve("run/outbox/drain.lock"));
    try {
      List<String> classes = classesLoadedBy("log", "the disk is slow");
      assertThat(home.resolve("run/outbox/new")).isNotEmptyDirectory();
      assertNonePythonic(classes);
      for (String costly :
          List.of(
              "com.rabbitmq.",
              "com.beust.jcommander.",
              "io.jetpack.cli.message.amqp.",
              "io.jetpack.cli.message.delivery.Drain ",
              "oshi.",
              "com.sun.jna.",
              "org.slf4j.",
              "io.jetpack.runner.process.",
              "io.jetpack.cli.config.facts.",
              "tools.jackson.databind.")) {
        assertThat(from(costly, classes)).as(costly).isEmpty();
      }
    } finally {
      service.destroyForcibly().waitFor();
    }
  }

  @Test
  void theRunnerThatTheLauncherNamesBeginsBeforeItIsKnownWhatRuns() throws Exception {
    Path check =
        new Transcript(home)
            .file(
                "waits.sh",
                """
                until grep -q com.oracle.graal.python.PythonLanguage %s/classes.log; do
                  sleep 0.1
                done
                """
                    .formatted(home));
    List<String> flags = List.of("-Djetpack.runner=python");
    assertThat(classesLoadedBy(flags, "healthcheck", "run", check.toString())).isNotEmpty();
    assertThat(classesLoadedBy(List.of("-Djetpack.runner=snake"), "version")).isNotEmpty();
  }

  @Test
  void aListOfPythonChecksLoadsNoPython() throws Exception {
    Path ignored = new Transcript(home).file("config/healthcheck.d/one.py", "exit(0)");
    assertNonePythonic(classesLoadedBy("healthcheck", "list"));
  }

  @Test
  void aLookIntoPythonScriptsStartsNoPython() throws Exception {
    Path script = new Transcript(home).file("one.py", "# coding: latin-1\nimport os\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> classes = classesLoadedBy("healthcheck", "validate", script.toString());
    assertThat(from("com.oracle.graal.python.pegparser.Parser", classes)).isNotEmpty();
    assertThat(from("org.graalvm.polyglot.Engine", classes)).isEmpty();
    assertThat(from("com.oracle.graal.python.PythonLanguage", classes)).isEmpty();
  }

  @Test
  void shellScriptsLoadNoPythonAndNoParserOfSettings() throws Exception {
    Transcript fixture = new Transcript(home);
    fixture.check("one.sh", "exit 0");
    fixture.file(
        "config/jetpack.toml", Files.readString(Path.of("src", "dist", "config", "jetpack.toml")));
    List<String> classes = classesLoadedBy("healthcheck", "run");
    assertNonePythonic(classes);
    assertThat(from("tools.jackson.", classes)).isEmpty();
  }
}
