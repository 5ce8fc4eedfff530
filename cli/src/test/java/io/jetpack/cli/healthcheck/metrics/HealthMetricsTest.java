package io.jetpack.cli.healthcheck.metrics;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jetpack.cli.healthcheck.metrics.HealthMetrics.Exports;
import io.jetpack.cli.healthcheck.metrics.HealthMetrics.Sources;
import io.jetpack.healthcheck.HealthState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HealthMetricsTest {

  private static final Pattern COMMENT =
      Pattern.compile("# (HELP|TYPE) ([a-z_]+) (.+)|# UNIT ([a-z_]+) seconds|# EOF");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-z_]+)(\\{[a-z]+=\"(?:[^\"\\\\\n]|\\\\.)*\"(?:,[a-z]+=\"[^\"]*\")*})? ([-+0-9.eE]+)");

  @TempDir Path directory;

  private final AtomicBoolean ticking = new AtomicBoolean(true);

  private Sources sources() {
    return new Sources(() -> 3, () -> 7, ticking::get);
  }

  private PrometheusMetrics served() throws IOException {
    Exports exports = new Exports(OptionalInt.of(0), Optional.empty());
    return (PrometheusMetrics) HealthMetrics.open(exports, sources());
  }

  private static void countSome(HealthMetrics metrics) {
    metrics.finished(
        "disk.sh",
        Duration.ofMillis(1500),
        Duration.ofMillis(3),
        Optional.of(Duration.ofMillis(250)),
        true,
        2);
    metrics.finished("disk.sh", Duration.ofMillis(20), Duration.ZERO, Optional.empty(), false, 0);
    metrics.finished("a \"b\" \\ ü.py", Duration.ZERO, Duration.ZERO, Optional.empty(), false, 0);
    metrics.state("disk.sh", Optional.of(HealthState.UNKNOWN));
    metrics.state("disk.sh", Optional.of(HealthState.HEALTHY));
    metrics.state("new.sh", Optional.empty());
    metrics.state("a \"b\" \\ ü.py", Optional.of(HealthState.TERMINATE));
    metrics.missedTick("disk.sh");
    metrics.held(true);
  }

  private static HttpResponse<String> get(PrometheusMetrics metrics, String path, String accept)
      throws Exception {
    return send(metrics, HttpRequest.newBuilder().header("Accept", accept), path);
  }

  private static HttpResponse<String> send(
      PrometheusMetrics metrics, HttpRequest.Builder request, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + metrics.port().orElseThrow() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.uri(uri).build(), BodyHandlers.ofString());
    }
  }

  /** What promtool checks too: each family has a type and a help, and no sample comes twice. */
  private static void assertValid(List<String> lines) {
    Set<String> typed = new HashSet<>();
    Set<String> samples = new HashSet<>();
    for (String line : lines) {
      if (line.startsWith("#")) {
        Matcher comment = COMMENT.matcher(line);
        assertThat(comment.matches()).as(line).isTrue();
        if ("TYPE".equals(comment.group(1))) {
          assertThat(typed.add(comment.group(2))).as(line).isTrue();
          assertThat(comment.group(3)).isIn("counter", "gauge");
        }
        continue;
      }
      Matcher sample = SAMPLE.matcher(line);
      assertThat(sample.matches()).as(line).isTrue();
      String name = sample.group(1);
      assertThat(typed.contains(name) || typed.contains(name.replaceFirst("_total$", "")))
          .as(line)
          .isTrue();
      assertThat(samples.add(name + sample.group(2))).as(line).isTrue();
    }
    assertThat(samples).isNotEmpty();
  }

  @Test
  void whatWasCountedIsShown() throws Exception {
    try (PrometheusMetrics metrics = served()) {
      countSome(metrics);
      HttpResponse<String> response = get(metrics, "/metrics", "*/*");
      assertThat(response.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/plain; version=0.0.4");
      List<String> lines = response.body().lines().toList();
      assertValid(lines);
      assertThat(lines)
          .contains(
              "jetpack_check_state{check=\"disk.sh\",state=\"healthy\"} 1.0",
              "jetpack_check_state{check=\"disk.sh\",state=\"unknown\"} 0.0",
              "jetpack_check_state{check=\"disk.sh\",state=\"terminate\"} 0.0",
              "jetpack_check_state{check=\"disk.sh\",state=\"waiting\"} 0.0",
              "jetpack_check_state{check=\"new.sh\",state=\"waiting\"} 1.0",
              "jetpack_check_state{check=\"new.sh\",state=\"healthy\"} 0.0",
              "jetpack_check_state{check=\"a \\\"b\\\" \\\\ ü.py\",state=\"terminate\"} 1.0",
              "jetpack_check_runs_total{check=\"disk.sh\"} 2.0",
              "jetpack_check_duration_seconds{check=\"disk.sh\"} 0.02",
              "jetpack_check_cpu_seconds_total{check=\"disk.sh\"} 0.25",
              "jetpack_check_timeouts_total{check=\"disk.sh\"} 1.0",
              "jetpack_check_missed_ticks_total{check=\"disk.sh\"} 1.0",
              "jetpack_stray_processes_killed_total 2.0",
              "jetpack_held 1.0",
              "jetpack_warm_contexts 3.0",
              "jetpack_outbox_messages 7.0");
    }
  }

  @Test
  void openMetricsAreForWhoAsksForThem() throws Exception {
    try (PrometheusMetrics metrics = served()) {
      countSome(metrics);
      HttpResponse<String> response =
          get(metrics, "/metrics", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
      assertThat(response.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("application/openmetrics-text");
      assertThat(response.body()).endsWith("# EOF\n");
      assertValid(response.body().lines().toList());
    }
  }

  @Test
  void aCheckThatIsNoMoreIsShownNoMore() throws Exception {
    try (PrometheusMetrics metrics = served()) {
      countSome(metrics);
      metrics.removed("disk.sh");
      metrics.removed("never seen");
      assertThat(get(metrics, "/metrics", "*/*").body())
          .doesNotContain("disk.sh", "never seen")
          .contains("ü.py");
    }
  }

  @Test
  void aStuckSchedulerIsNoHealthyService() throws Exception {
    try (PrometheusMetrics metrics = served()) {
      assertThat(get(metrics, "/healthz", "*/*").statusCode()).isEqualTo(200);
      assertThat(get(metrics, "/healthz", "*/*").body()).isEqualTo("ok\n");
      ticking.set(false);
      assertThat(get(metrics, "/healthz", "*/*").statusCode()).isEqualTo(503);
      assertThat(get(metrics, "/healthz", "*/*").body()).isEqualTo("stuck\n");
    }
  }

  @Test
  void otherQuestionsAreRefused() throws Exception {
    try (PrometheusMetrics metrics = served()) {
      for (String path : List.of("/", "/metricsx", "/metrics/", "/healthz/x")) {
        assertThat(get(metrics, path, "*/*").statusCode()).as(path).isEqualTo(404);
      }
      HttpRequest.Builder post = HttpRequest.newBuilder().POST(BodyPublishers.ofString("x"));
      assertThat(send(metrics, post, "/metrics").statusCode()).isEqualTo(405);
      HttpRequest.Builder head = HttpRequest.newBuilder().HEAD();
      assertThat(send(metrics, head, "/metrics").statusCode()).isEqualTo(200);
    }
  }

  /** Anybody may connect to the port, and the agent's descriptors are few. */
  @Test
  void clients_that_never_finish_their_request_cost_little_and_are_sent_away() throws Exception {
    try (PrometheusMetrics metrics = served()) {
      int port = metrics.port().orElseThrow();
      List<Socket> slow = new ArrayList<>();
      try {
        for (int i = 0; i < 300; i++) {
          Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
          slow.add(socket);
          socket.setSoTimeout(30_000);
          socket.getOutputStream().write("GET /metrics HTTP/1.1\r\nX: ".getBytes(US_ASCII));
        }
        // those beyond the limit at once, all others when their time is over
        for (Socket socket : slow) {
          assertThat(hasEnded(socket)).isTrue();
        }
        assertThat(get(metrics, "/healthz", "*/*").statusCode()).isEqualTo(200);
      } finally {
        for (Socket socket : slow) {
          socket.close();
        }
      }
    }
  }

  private static boolean hasEnded(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      // reset, since what it had sent was not read
      return true;
    }
  }

  @Test
  void aPortInUseIsToldInASentence() throws Exception {
    try (PrometheusMetrics first = served()) {
      int port = first.port().orElseThrow();
      Exports exports = new Exports(OptionalInt.of(port), Optional.empty());
      assertThatThrownBy(() -> HealthMetrics.open(exports, sources()))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "the metrics can not be served on 127.0.0.1, port '%d': address already in use;"
                  + " choose another port",
              port);
    }
  }

  @Test
  void aClosedEndpointGivesItsPortBack() throws Exception {
    int port;
    try (PrometheusMetrics metrics = served()) {
      port = metrics.port().orElseThrow();
    }
    try (ServerSocket socket = new ServerSocket(port)) {
      assertThat(socket.isBound()).isTrue();
    }
  }

  @Test
  void theFileIsForNodeExporter() throws Exception {
    Path file = directory.resolve("jetpack.prom");
    Exports exports = new Exports(OptionalInt.empty(), Optional.of(file));
    try (HealthMetrics metrics = HealthMetrics.open(exports, sources())) {
      metrics.writeTextfile();
      countSome(metrics);
      metrics.writeTextfile();
    }
    assertValid(Files.readAllLines(file));
    assertThat(file).content().contains("jetpack_held 1.0");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void whatIsNotARegularFileIsNotReplaced() throws Exception {
    Path pipe = directory.resolve("pipe.prom");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Exports exports = new Exports(OptionalInt.empty(), Optional.of(pipe));
    try (HealthMetrics metrics = HealthMetrics.open(exports, sources())) {
      assertThatThrownBy(metrics::writeTextfile)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("it is not a regular file, and stays");
    }
    assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther()).isTrue();
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(pipe);
    }
  }

  @Test
  void aFileThatCanNotBeWrittenIsTold() throws Exception {
    Path file = directory.resolve("missing/jetpack.prom");
    Exports exports = new Exports(OptionalInt.empty(), Optional.of(file));
    try (HealthMetrics metrics = HealthMetrics.open(exports, sources())) {
      assertThatThrownBy(metrics::writeTextfile)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("the metrics can not be written to '" + file + "': ");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whereNobodyWantsNumbersNoneAreKept() throws Exception {
    HealthMetrics metrics =
        HealthMetrics.open(new Exports(OptionalInt.empty(), Optional.empty()), sources());
    assertThat(metrics).isSameAs(HealthMetrics.NONE);
    countSome(metrics);
    metrics.removed("disk.sh");
    metrics.writeTextfile();
    metrics.close();
  }
}
