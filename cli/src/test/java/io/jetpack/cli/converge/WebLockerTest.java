package io.jetpack.cli.converge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jetpack.cli.Transcript;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class WebLockerTest {

  private static final String FOLDER = "/locker/projects/alpha/1.0.0/default";

  @TempDir Path directory;

  private Node node;
  private HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);

  @BeforeEach
  void prepare() throws Exception {
    node = new Node(directory);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
    String address =
        "http://127.0.0.1:%d/locker?sig=secret".formatted(server.getAddress().getPort());
    node.spec(address, "alpha", "1.0.0", "default", "");
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
    requests.add(
        exchange.getRequestMethod() + " " + path + (range.equals("null") ? "" : " " + range));
    byte[] body = files.get(path);
    boolean fault = path.endsWith("1.sh") && !faults.isEmpty();
    String what = fault ? faults.removeFirst() : "";
    if (body == null || what.matches("\\d+")) {
      exchange.sendResponseHeaders(body == null ? 404 : Integer.parseInt(what), -1);
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().add("ETag", "\"1\"");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
      return;
    }
    int from = range.startsWith("bytes=") ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
    byte[] sent = what.equals("wrong") ? new byte[body.length] : body;
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, body.length - from);
    int until = what.isEmpty() || what.equals("wrong") ? body.length : body.length / 2;
    exchange.getResponseBody().write(sent, from, until - from);
    exchange.getResponseBody().flush();
    if (what.equals("stall")) {
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    try {
      exchange.close();
    } catch (RuntimeException e) {
      // cut on purpose
    }
  }

  private void listed(String... names) throws Exception {
    StringBuilder sums = new StringBuilder();
    for (String name : names) {
      byte[] body =
          "#!/bin/bash\necho %s >> \"$OUT\"\n%s"
              .formatted(name, "#".repeat(40_000))
              .getBytes(StandardCharsets.UTF_8);
      files.put(FOLDER + "/cluster-init/scripts/" + name, body);
      String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
      sums.append(sum).append("  ./cluster-init/scripts/").append(name).append('\n');
    }
    files.put(FOLDER + "/SHA256SUMS", sums.toString().getBytes(StandardCharsets.UTF_8));
  }

  private Transcript.Call converge() {
    return node.transcript().variable("OUT", directory.resolve("ran").toString()).run("converge");
  }

  @Test
  void listed_files_are_fetched_once() throws Exception {
    listed("1.sh", "2.sh", "3.sh");
    Transcript.Call call = converge();
    assertThat(call.exitCode()).as("%s%s", call.out(), call.err()).isZero();
    assertThat(directory.resolve("ran")).hasContent("1.sh\n2.sh\n3.sh\n");
    assertThat(call.out() + call.err()).doesNotContain("secret");
    requests.clear();
    assertThat(converge().exitCode()).isZero();
    assertThat(requests).containsExactly("GET " + FOLDER + "/SHA256SUMS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"500", "503", "429", "408", "cut", "stall", "wrong"})
  void a_fault_that_passes_costs_another_attempt(String fault) throws Exception {
    listed("1.sh", "2.sh");
    faults.add(fault);
    Transcript.Call call = converge();
    assertThat(call.exitCode()).as("%s%s", call.out(), call.err()).isZero();
    assertThat(call.err()).contains("attempt 1 of 5 failed, trying again");
    assertThat(directory.resolve("ran")).hasContent("1.sh\n2.sh\n");
    if (fault.equals("cut") || fault.equals("stall")) {
      assertThat(requests).anyMatch(request -> request.contains("1.sh bytes="));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "404, has no such file (404)",
    "403, it refuses (403)",
    "401, it refuses (401)",
    "500, it answers 500 (attempt 5 of 5)",
    "cut, the connection was cut",
    "wrong, has the wrong checksum"
  })
  void a_fault_that_stays_ends_the_converge_and_nothing_runs(String fault, String words)
      throws Exception {
    listed("1.sh", "2.sh");
    for (int i = 0; i < 10; i++) {
      faults.add(fault);
    }
    Transcript.Call call = converge();
    assertThat(call.exitCode()).isEqualTo(1);
    assertThat(call.err().lines().toList().getLast())
        .startsWith("jetpack: Failed to fetch alpha/default 1.0.0 from locker at http://127.0.0.1:")
        .contains(words)
        .doesNotContain("secret");
    assertThat(directory.resolve("ran")).doesNotExist();
    assertThat(node.home.resolve("system/projects/alpha/1.0.0/default")).doesNotExist();
  }

  @Test
  void a_project_that_is_missing_is_told_with_the_originals_words() {
    Transcript.Call call = converge();
    assertThat(call.exitCode()).isEqualTo(1);
    assertThat(call.err().lines().toList().getLast())
        .startsWith("jetpack: Failed to find project alpha in locker at http://127");
  }

  @ParameterizedTest
  @ValueSource(strings = {".tgz", ".zip"})
  void archives_are_unpacked(String ending) throws Exception {
    byte[] body = "echo archive >> \"$OUT\"\n".getBytes(StandardCharsets.UTF_8);
    files.put(FOLDER + ending, archive(ending, "cluster-init/scripts/1.sh", body, ""));
    Transcript.Call call = converge();
    assertThat(call.exitCode()).as("%s%s", call.out(), call.err()).isZero();
    assertThat(directory.resolve("ran")).hasContent("archive");
    requests.clear();
    assertThat(converge().out()).contains("is unchanged");
    assertThat(requests)
        .noneMatch(request -> request.startsWith("GET") && request.endsWith(ending));
  }

  @ParameterizedTest
  @CsvSource({
    ".tgz, ../../out.sh, '', leads out of its folder",
    ".tgz, /tmp/out.sh, '', is an absolute path",
    ".tgz, cluster-init/link, ../../../../etc, is a link out of its folder",
    ".tgz, cluster-init/link, /etc/passwd, is a link out of its folder",
    ".zip, ../../out.sh, '', leads out of its folder",
    ".zip, a/../../out.sh, '', leads out of its folder"
  })
  void archives_that_reach_out_of_their_folder_are_refused(
      String ending, String name, String link, String words) throws Exception {
    files.put(FOLDER + ending, archive(ending, name, "x".getBytes(StandardCharsets.UTF_8), link));
    Transcript.Call call = converge();
    assertThat(call.exitCode()).isEqualTo(1);
    assertThat(call.err()).contains("is refused: its entry '" + name + "' " + words);
    assertThat(node.home.resolve("system/projects/alpha/1.0.0/default")).doesNotExist();
    assertThat(node.home.resolve("system/projects/out.sh")).doesNotExist();
  }

  @Test
  void an_archive_that_is_damaged_is_told() throws Exception {
    byte[] whole = archive(".tgz", "cluster-init/scripts/1.sh", new byte[10_000], "");
    files.put(FOLDER + ".tgz", Arrays.copyOf(whole, whole.length - 20));
    assertThat(converge().err()).contains("default.tgz' is damaged: it ends too early");
  }

  private static byte[] archive(String ending, String name, byte[] body, String link)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (ending.equals(".zip")) {
      try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
        zip.putArchiveEntry(new ZipArchiveEntry(name));
        zip.write(body);
        zip.closeArchiveEntry();
      }
      return bytes.toByteArray();
    }
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
      TarArchiveEntry entry =
          link.isEmpty()
              ? new TarArchiveEntry(name, true)
              : new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      if (link.isEmpty()) {
        entry.setSize(body.length);
      } else {
        entry.setLinkName(link);
      }
      tar.putArchiveEntry(entry);
      if (link.isEmpty()) {
        tar.write(body);
      }
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}
