package io.jetpack.locker.azure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers as the REST reference of Blob Storage documents it: List Blobs in pages of two, Get Blob
 * Properties and Get Blob with ranges and conditions, over the loopback address. Calls that neither
 * have a shared key nor the signature are refused.
 */
final class BlobStandIn implements AutoCloseable {

  static final String ACCOUNT = "account1";

  private static final int PAGE = 2;
  private static final String START = "/" + ACCOUNT + "/box";

  final List<String> requests = new CopyOnWriteArrayList<>();

  /** What goes wrong next with a GET of a blob: a status and code, {@code cut}, {@code stall}. */
  final List<String> faults = new CopyOnWriteArrayList<>();

  private final ConcurrentSkipListMap<String, byte[]> blobs = new ConcurrentSkipListMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);

  BlobStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(START, this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Leads the SDK here. */
  String connectionString() {
    String key = Base64.getEncoder().encodeToString("no secret".getBytes(StandardCharsets.UTF_8));
    return "DefaultEndpointsProtocol=http;AccountName=%s;AccountKey=%s;BlobEndpoint=http://127.0.0.1:%d/%s"
        .formatted(ACCOUNT, key, server.getAddress().getPort(), ACCOUNT);
  }

  void put(String name, String content) {
    blobs.put(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String name =
          exchange.getRequestURI().getPath().substring(START.length()).replaceFirst("^/", "");
      Map<String, String> query = query(exchange.getRequestURI());
      String range = exchange.getRequestHeaders().getFirst("x-ms-range");
      requests.add(exchange.getRequestMethod() + " " + name + (range == null ? "" : " " + range));
      String key = exchange.getRequestHeaders().getFirst("Authorization");
      if (key == null || !key.startsWith("SharedKey " + ACCOUNT + ":")) {
        refuse(exchange, 403, "AuthenticationFailed");
      } else if ("list".equals(query.get("comp"))) {
        list(exchange, query);
      } else {
        blob(exchange, name, range);
      }
    } catch (IOException | InterruptedException e) {
      // the client has gone, on purpose
    }
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new HashMap<>();
    String text = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    for (String pair : text.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(
          parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private void list(HttpExchange exchange, Map<String, String> query) throws IOException {
    String prefix = query.getOrDefault("prefix", "");
    String after = query.getOrDefault("marker", "");
    TreeMap<String, byte[]> rest = new TreeMap<>(blobs.tailMap(after, false));
    rest.keySet().removeIf(name -> !name.startsWith(prefix));
    StringBuilder found = new StringBuilder();
    String last = "";
    for (Map.Entry<String, byte[]> entry : rest.entrySet().stream().limit(PAGE).toList()) {
      String name = entry.getKey();
      byte[] body = entry.getValue();
      boolean folder = name.endsWith("-folder");
      found.append(
          "<Blob><Name>%s</Name><Properties><Last-Modified>Thu, 01 Jan 2026 00:00:00 GMT</Last-Modified><Etag>%s</Etag><Content-Length>%d</Content-Length><Content-Type>application/octet-stream</Content-Type><Content-MD5>%s</Content-MD5><BlobType>BlockBlob</BlobType></Properties>%s</Blob>"
              .formatted(
                  name.replace("&", "&amp;"),
                  tag(body).replace("\"", ""),
                  body.length,
                  Base64.getEncoder().encodeToString(md5(body)),
                  folder ? "<Metadata><hdi_isfolder>true</hdi_isfolder></Metadata>" : ""));
      last = name;
    }
    String marker = rest.size() > PAGE ? last : "";
    send(
        exchange,
        200,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults ServiceEndpoint=\"http://127.0.0.1/\" ContainerName=\"box\"><Prefix>%s</Prefix><Blobs>%s</Blobs><NextMarker>%s</NextMarker></EnumerationResults>"
            .formatted(prefix, found, marker.replace("&", "&amp;")));
  }

  private void blob(HttpExchange exchange, String name, String range)
      throws IOException, InterruptedException {
    byte[] body = blobs.get(name);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    String fault = head || faults.isEmpty() ? "" : faults.removeFirst();
    String condition = exchange.getRequestHeaders().getFirst("If-Match");
    if (body == null) {
      refuse(exchange, 404, "BlobNotFound");
    } else if (fault.matches("\\d+ .*")) {
      refuse(exchange, Integer.parseInt(fault.split(" ", 2)[0]), fault.split(" ", 2)[1]);
    } else if (condition != null && !condition.equals(tag(body))) {
      refuse(exchange, 412, "ConditionNotMet");
    } else {
      int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
      exchange.getResponseHeaders().add("ETag", tag(body));
      exchange.getResponseHeaders().add("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
      exchange.getResponseHeaders().add("x-ms-blob-type", "BlockBlob");
      if (range != null) {
        exchange
            .getResponseHeaders()
            .add("Content-Range", "bytes %d-%d/%d".formatted(from, body.length - 1, body.length));
      }
      if (head) {
        exchange.getResponseHeaders().add("Content-Length", String.valueOf(body.length));
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      exchange.sendResponseHeaders(range == null ? 200 : 206, body.length - from);
      byte[] sent = fault.equals("wrong") ? new byte[body.length] : body;
      int until = fault.equals("cut") || fault.equals("stall") ? body.length / 2 : body.length;
      exchange.getResponseBody().write(Arrays.copyOfRange(sent, from, until));
      exchange.getResponseBody().flush();
      if (fault.equals("stall")) {
        end.await();
      }
    }
  }

  private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
    exchange.getResponseHeaders().add("x-ms-error-code", code);
    send(
        exchange,
        status,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>%s</Code><Message>no</Message></Error>"
            .formatted(code));
  }

  private static void send(HttpExchange exchange, int status, String xml) throws IOException {
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/xml");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String tag(byte[] body) {
    return "\"0x%08X\"".formatted(Arrays.hashCode(body));
  }

  private static byte[] md5(byte[] body) {
    try {
      return MessageDigest.getInstance("MD5").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
