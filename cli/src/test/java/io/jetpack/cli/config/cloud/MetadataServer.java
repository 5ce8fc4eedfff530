package io.jetpack.cli.config.cloud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers on the loopback address as the providers' documents say that their services do. */
final class MetadataServer implements AutoCloseable {

  /** What it does with a request. */
  interface Answers {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  final List<String> requests = new CopyOnWriteArrayList<>();

  MetadataServer(Answers answers) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          try (exchange) {
            answers.answer(exchange);
          }
        });
    server.start();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  static String resource(String name) {
    try (InputStream in = MetadataServer.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  static void azure(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    if (!"true".equals(exchange.getRequestHeaders().getFirst("Metadata"))) {
      send(exchange, 400, "{\"error\": \"Bad request. Required metadata header not specified\"}");
    } else if (!String.valueOf(uri.getQuery()).matches("api-version=\\d{4}-\\d\\d-\\d\\d")) {
      send(exchange, 400, "{\"error\": \"Bad request\", \"newest-versions\": [\"2019-11-01\"]}");
    } else {
      send(
          exchange, uri.getPath().equals("/metadata/instance") ? 200 : 404, resource("azure.json"));
    }
  }

  static void google(HttpExchange exchange) throws IOException {
    if (!"Google".equals(exchange.getRequestHeaders().getFirst("Metadata-Flavor"))) {
      send(exchange, 403, "Missing Metadata-Flavor:Google header.");
      return;
    }
    exchange.getResponseHeaders().add("Metadata-Flavor", "Google");
    send(exchange, 200, resource("gce.json"));
  }

  private static final Map<String, String> AMAZON = new TreeMap<>();

  static {
    String root = "/latest/meta-data/";
    AMAZON.put(root + "ami-id", "ami-0abcdef1234567890");
    AMAZON.put(root + "hostname", "ip-10-0-1-2.eu-west-1.compute.internal");
    AMAZON.put(root + "instance-id", "i-0123456789abcdef0");
    AMAZON.put(root + "instance-type", "hpc6a.48xlarge");
    AMAZON.put(root + "local-hostname", "ip-10-0-1-2.eu-west-1.compute.internal");
    AMAZON.put(root + "local-ipv4", "10.0.1.2");
    AMAZON.put(root + "public-hostname", "ec2-54-1-2-3.eu-west-1.compute.amazonaws.com");
    AMAZON.put(root + "public-ipv4", "54.1.2.3");
    AMAZON.put(root + "security-groups", "default\nhpc");
    AMAZON.put(root + "placement/availability-zone", "eu-west-1a");
    AMAZON.put(root + "public-keys/0/openssh-key", "ssh-rsa AAAA operator");
    AMAZON.put(root + "network/interfaces/macs/02:29:96:8f:6a:2d/device-number", "0");
    AMAZON.put(root + "network/interfaces/macs/02:29:96:8f:6a:2d/local-ipv4s", "10.0.1.2");
    AMAZON.put(root + "iam/info", "{\"Code\": \"Success\", \"InstanceProfileId\": \"AIPA\"}");
    AMAZON.put(
        root + "iam/security-credentials/hpc-role", "{\"SecretAccessKey\": \"never asked for\"}");
    AMAZON.put(
        "/latest/dynamic/instance-identity/document",
        "{\"accountId\": \"123456789012\", \"availabilityZone\": \"eu-west-1a\", \"region\": \"eu-west-1\"}");
  }

  /** A folder is listed line by line, folders in it with a slash, keys as NUMBER=NAME. */
  static void amazon(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/latest/api/token")) {
      boolean put = exchange.getRequestMethod().equals("PUT");
      String seconds =
          exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token-ttl-seconds");
      send(
          exchange,
          put && seconds != null ? 200 : 400,
          "AQAEALH-k7i18JMkK-ORLZQfAa7nkNjQbKwpQPExNHqzk1oL_7eh-A==");
    } else if (exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token") == null) {
      send(exchange, 401, "");
    } else if (AMAZON.containsKey(path)) {
      send(exchange, 200, AMAZON.get(path));
    } else {
      String listing =
          String.join(
              "\n",
              AMAZON.keySet().stream()
                  .filter(key -> path.endsWith("/") && key.startsWith(path))
                  .map(key -> key.substring(path.length()).replaceFirst("/.*", "/"))
                  .map(name -> path.endsWith("public-keys/") ? "0=my-key" : name)
                  .distinct()
                  .toList());
      send(exchange, listing.isEmpty() ? 404 : 200, listing);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
