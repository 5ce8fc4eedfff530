package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.Moment;
import io.jetpack.cli.node.Uptime;
import io.jetpack.cli.node.settings.AcceptedFile;
import io.jetpack.cli.node.tree.NodeFile;
import io.jetpack.healthcheck.builtin.ConvergeState;
import io.jetpack.healthcheck.builtin.ConvergeState.Broken;
import io.jetpack.healthcheck.builtin.ConvergeState.Finished;
import io.jetpack.healthcheck.builtin.ConvergeState.Installing;
import io.jetpack.healthcheck.builtin.ConvergeState.NotLaunched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class NodeConvergeStateTest {

  private static final Instant WRITTEN = Instant.parse("2026-11-22T08:00:00Z");
  private static final Duration USUAL = Duration.ofHours(4);

  private Moment now = new Moment(WRITTEN, Optional.of(new Uptime("this", 1000)));

  @TempDir Path directory;

  /** Of a node that was launched then. */
  private Installing installing(Instant launched, Duration limit) {
    return new Installing(
        "its launch at " + launched, Duration.between(launched, now.wall()), limit);
  }

  @BeforeEach
  void makeFolders() throws IOException {
    Files.createDirectory(directory.resolve("config"));
    Files.createDirectory(directory.resolve("run"));
  }

  private static AcceptedFile kept(Home home) {
    return AcceptedFile.of(home, NodeFile.given(home), Map.of());
  }

  private ConvergeState read() {
    Home home = new Home(directory);
    return new NodeConvergeState(home, kept(home), () -> now).read();
  }

  private void node(String json) throws IOException {
    Path file = Files.writeString(directory.resolve("config", "node.json"), json);
    Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
  }

  private void converge(String json) throws IOException {
    Files.writeString(directory.resolve("run", "converge.json"), json);
  }

  @Test
  void whatIsNoNodeOfAClusterIsNotLaunched() throws Exception {
    assertThat(read()).isEqualTo(new NotLaunched());
    converge("{broken");
    assertThat(read()).isEqualTo(new NotLaunched());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "{'cyclecloud': null}",
        "{'cyclecloud': {'keepalive': 'forever'}}",
        "{'cyclecloud': {'keepalive': {'timeout': null}, 'instance': {'launch_time': null}}}"
      })
  void aNodeThatSaysNothingWasLaunchedWhenItsFileWasWritten(String json) throws Exception {
    node(json.replace('\'', '"'));
    assertThat(read()).isEqualTo(installing(WRITTEN, USUAL));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "60, PT1M",
        "'60', PT1M",
        "' 60 ', PT1M",
        "1.5, PT1.5S",
        "1e2, PT100S",
        "14400, PT4H",
        "253402300799, PT253402300799S"
      })
  void theLimitIsInSeconds(String value, Duration limit) throws Exception {
    node("{\"cyclecloud\": {\"keepalive\": {\"timeout\": %s}}}".formatted(quoted(value)));
    assertThat(read()).isEqualTo(installing(WRITTEN, limit));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "instance, 1700000000, 2023-11-14T22:13:20Z",
        "instance, '1700000000.7', 2023-11-14T22:13:20Z",
        "instance, '2023-11-14T22:13:20Z', 2023-11-14T22:13:20Z",
        "node, '2023-11-14T23:13:20+01:00', 2023-11-14T22:13:20Z",
        "node, 0, 1970-01-01T00:00:00Z"
      })
  void theLaunchIsAUnixTimeOrIso8601(String owner, String value, Instant launchedAt)
      throws Exception {
    node("{\"cyclecloud\": {\"%s\": {\"launch_time\": %s}}}".formatted(owner, quoted(value)));
    assertThat(read()).isEqualTo(installing(launchedAt, USUAL));
  }

  @Test
  void theInstanceKnowsItsLaunchBetterThanTheNode() throws Exception {
    node("{\"cyclecloud\": {\"node\": {\"launch_time\": 1}, \"instance\": {\"launch_time\": 2}}}");
    assertThat(read()).isEqualTo(installing(Instant.ofEpochSecond(2), USUAL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "'4h'", "''", "true", "[60]", "{}", "0.0001", "1e400", "1e999999999"})
  void aLimitThatIsNoneIsTold(String value) throws Exception {
    node("{\"cyclecloud\": {\"keepalive\": {\"timeout\": %s}}}".formatted(quoted(value)));
    assertThat(((Broken) read()).reason())
        .startsWith("'cyclecloud.keepalive.timeout' in '" + directory)
        .endsWith("which is no time; write seconds, for instance 14400");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'yesterday'", "-1", "1700000000000", "false", "'2026-11-22T08:00:00'"})
  void aLaunchThatIsNoTimeIsTold(String value) throws Exception {
    node("{\"cyclecloud\": {\"node\": {\"launch_time\": %s}}}".formatted(quoted(value)));
    assertThat(((Broken) read()).reason())
        .contains("'cyclecloud.node.launch_time'", "which is no time; write a Unix time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "4", "\u0000\u0001", "{\"a\": 1} ]"})
  void aFileThatIsBrokenIsTold(String content) throws Exception {
    node(content);
    assertThat(((Broken) read()).reason()).contains("node.json'");
    node("{}");
    converge(content);
    assertThat(((Broken) read()).reason()).contains("converge.json'");
  }

  @Test
  void treesTooDeepToReadAreTold() throws Exception {
    node("{\"a\":".repeat(100_000));
    assertThat(read()).isInstanceOf(Broken.class);
  }

  @Test
  void aFolderInPlaceOfAFileIsTold() throws Exception {
    Files.createDirectory(directory.resolve("config", "node.json"));
    assertThat(((Broken) read()).reason()).endsWith("is a directory, not a file");
  }

  @Test
  void aPipeInPlaceOfAFileIsNotWaitedFor() throws Exception {
    node("{}");
    String pipe = directory.resolve("run", "converge.json").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
    assertThat(((Broken) read()).reason()).endsWith("is not a regular file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'phase': 'install', 'result': 'success'} | true",
        "{'result': 'success', 'more': [1]} | true",
        "{'phase': 'install', 'result': 'failed'} | false",
        "{'phase': 'install', 'result': null} | false",
        "{'phase': 'install'} | false",
        "{'result': true} | false",
        "{} | false"
      })
  void theInstallationHasFinishedWhenItSucceeded(String json, boolean finished) throws Exception {
    node("{}");
    converge(json.replace('\'', '"'));
    assertThat(read()).isInstanceOf(finished ? Finished.class : Installing.class);
  }

  private static String quoted(String value) {
    return value.replace('\'', '"');
  }

  private void since(String launched, String record) throws Exception {
    node(
        "{'cyclecloud': {'instance': {'launch_time': '%s'}}}"
            .formatted(launched)
            .replace('\'', '"'));
    converge(record.replace('\'', '"'));
  }

  private void after(Duration time, boolean sameBoot) {
    now =
        new Moment(
            now.wall().plus(time),
            Optional.of(
                sameBoot
                    ? new Uptime("this", 1000 + time.toSeconds())
                    : new Uptime("other", time.toSeconds())));
  }

  private static final String FIRST =
      "{'result': 'running', 'first_converge':"
          + " {'at': '2026-11-22T08:00:00Z', 'boot_id': 'this', 'uptime_seconds': 1000}}";

  @Test
  void the_first_converge_counts_when_it_is_later_than_the_launch() throws Exception {
    since("2026-11-17T08:00:00Z", FIRST);
    after(Duration.ofMinutes(7), true);
    assertThat(read())
        .isEqualTo(
            new Installing("its first converge at " + WRITTEN, Duration.ofMinutes(7), USUAL));
    after(Duration.ofMinutes(3), false);
    assertThat(read())
        .as("after a reboot the clock counts")
        .isEqualTo(
            new Installing("its first converge at " + WRITTEN, Duration.ofMinutes(10), USUAL));
  }

  @Test
  void a_clock_that_is_set_meanwhile_makes_no_node_late() throws Exception {
    since("2026-11-22T07:59:00Z", FIRST);
    now = new Moment(WRITTEN.plus(Duration.ofHours(8)), Optional.of(new Uptime("this", 1060)));
    assertThat(((Installing) read()).elapsed()).isEqualTo(Duration.ofMinutes(1));
    since("2026-11-22T08:00:30Z", FIRST);
    assertThat(((Installing) read()).elapsed())
        .as("launched later, by the clock")
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void a_record_of_before_says_when_the_last_converge_began() throws Exception {
    since("2026-11-17T08:00:00Z", "{'result': 'failed', 'started_at': '2026-11-22T08:00:00Z'}");
    after(Duration.ofMinutes(7), true);
    assertThat(read())
        .isEqualTo(
            new Installing("its first converge at " + WRITTEN, Duration.ofMinutes(7), USUAL));
  }

  @Test
  void a_node_whose_record_was_lost_is_never_late() throws Exception {
    since("2026-10-22T08:00:00Z", "{'result': 'failed', 'record_lost_at': '2026-11-22T08:00:00Z'}");
    assertThat(read()).isEqualTo(new Finished());
  }
}
