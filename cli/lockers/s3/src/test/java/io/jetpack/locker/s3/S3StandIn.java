package io.jetpack.locker.s3;

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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers as the API reference of S3 documents it: ListObjectsV2 in pages of two, HeadObject and
 * GetObject with ranges and conditions, over the loopback address, by path. Unsigned calls are
 * refused.
 */
final class S3StandIn implements AutoCloseable {

  static final String KEY = "AKIDEXAMPLE";

  private static final int PAGE = 2;

  final List<String> requests = new CopyOnWriteArrayList<>();

  /**
   * What goes wrong next with a GET of an object: a status and code, {@code cut}, {@code stall}.
   */
  final List<String> faults = new CopyOnWriteArrayList<>();

  private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);

  S3StandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/bucket", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void put(String key, String content) {
    objects.put(key, content.getBytes(StandardCharsets.UTF_8));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String key = exchange.getRequestURI().getPath().replaceFirst("^/bucket/?", "");
      Map<String, String> query = query(exchange.getRequestURI());
      String range = exchange.getRequestHeaders().getFirst("Range");
      requests.add(exchange.getRequestMethod() + " " + key + (range == null ? "" : " " + range));
      String signature = exchange.getRequestHeaders().getFirst("Authorization");
      if (signature == null || !signature.startsWith("AWS4-HMAC-SHA256 Credential=" + KEY)) {
        refuse(exchange, 403, "AccessDenied");
      } else if (query.containsKey("list-type")) {
        list(exchange, query);
      } else {
        object(exchange, key, range);
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
    String after = query.getOrDefault("continuation-token", "");
    TreeMap<String, byte[]> rest = new TreeMap<>(objects.tailMap(after, false));
    rest.keySet().removeIf(key -> !key.startsWith(prefix));
    boolean more = rest.size() > PAGE;
    StringBuilder contents = new StringBuilder();
    String last = "";
    for (Map.Entry<String, byte[]> entry : rest.entrySet().stream().limit(PAGE).toList()) {
      String key = entry.getKey();
      byte[] body = entry.getValue();
      contents.append(
          "<Contents><Key>%s</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>%s</ETag><Size>%d</Size><StorageClass>STANDARD</StorageClass></Contents>"
              .formatted(
                  key.replace("&", "&amp;"), tag(body).replace("\"", "&quot;"), body.length));
      last = key;
    }
    String token =
        more
            ? "<NextContinuationToken>" + last.replace("&", "&amp;") + "</NextContinuationToken>"
            : "";
    String xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>bucket</Name><Prefix>%s</Prefix><MaxKeys>%d</MaxKeys><IsTruncated>%s</IsTruncated>%s%s</ListBucketResult>"
            .formatted(prefix, PAGE, more, token, contents);
    send(exchange, 200, xml);
  }

  private void object(HttpExchange exchange, String key, String range)
      throws IOException, InterruptedException {
    byte[] body = objects.get(key);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    String fault = head || faults.isEmpty() ? "" : faults.removeFirst();
    String condition = exchange.getRequestHeaders().getFirst("If-Match");
    if (body == null) {
      refuse(exchange, 404, "NoSuchKey");
    } else if (fault.matches("\\d+ .*")) {
      refuse(exchange, Integer.parseInt(fault.split(" ", 2)[0]), fault.split(" ", 2)[1]);
    } else if (condition != null && !condition.equals(tag(body))) {
      refuse(exchange, 412, "PreconditionFailed");
    } else {
      int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
      exchange.getResponseHeaders().add("ETag", tag(body));
      if (from > 0) {
        exchange
            .getResponseHeaders()
            .add("Content-Range", "bytes %d-%d/%d".formatted(from, body.length - 1, body.length));
      }
      if (head) {
        exchange.getResponseHeaders().add("Content-Length", String.valueOf(body.length));
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, body.length - from);
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
    send(
        exchange,
        status,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>no</Message><RequestId>1</RequestId></Error>"
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
    try {
      byte[] sum = MessageDigest.getInstance("MD5").digest(body);
      return "\"" + HexFormat.of().formatHex(sum) + "\"";
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
