package io.jetpack.cli.healthcheck.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jetpack.text.IoReason;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** {@code /metrics} and {@code /healthz} on 127.0.0.1, for this machine only. */
final class MetricsEndpoint implements AutoCloseable {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;

  /**
   * What one user of this machine can hold of the agent's descriptors and for how long, since
   * everybody may connect. The JDK's server takes its limits from system properties only, when it
   * is first used.
   */
  private static final Map<String, String> LIMITS =
      Map.of(
          "jdk.httpserver.maxConnections", "64",
          "sun.net.httpserver.maxIdleConnections", "16",
          "sun.net.httpserver.maxReqTime", "5",
          "sun.net.httpserver.maxRspTime", "10",
          "sun.net.httpserver.idleInterval", "10",
          "sun.net.httpserver.maxReqHeaders", "50",
          "sun.net.httpserver.maxReqHeaderSize", "16384");

  private final HttpServer server;
  private final ExecutorService threads;
  private final PrometheusRegistry registry;
  private final BooleanSupplier isTicking;
  private final ExpositionFormats formats = ExpositionFormats.init();

  private MetricsEndpoint(
      HttpServer server, PrometheusRegistry registry, BooleanSupplier isTicking) {
    this.server = server;
    this.registry = registry;
    this.isTicking = isTicking;
    threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("metrics-", 0).factory());
  }

  static MetricsEndpoint open(int port, PrometheusRegistry registry, BooleanSupplier isTicking)
      throws IOException {
    LIMITS.forEach(System.getProperties()::putIfAbsent);
    HttpServer server;
    try {
      InetAddress thisMachine = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      server = HttpServer.create(new InetSocketAddress(thisMachine, port), 0);
    } catch (IOException e) {
      throw new IOException(
          "the metrics can not be served on 127.0.0.1, port '%d': %s; choose another port"
              .formatted(port, IoReason.of(e)),
          e);
    }
    MetricsEndpoint endpoint = new MetricsEndpoint(server, registry, isTicking);
    server.setExecutor(endpoint.threads);
    server.createContext("/", endpoint::answer);
    server.start();
    return endpoint;
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, NOT_ALLOWED, TEXT, "only GET and HEAD\n");
        return;
      }
      switch (exchange.getRequestURI().getPath()) {
        case "/metrics" -> metrics(exchange);
        case "/healthz" -> {
          boolean ticking = isTicking.getAsBoolean();
          send(exchange, ticking ? OK : UNAVAILABLE, TEXT, ticking ? "ok\n" : "stuck\n");
        }
        case null, default -> send(exchange, NOT_FOUND, TEXT, "there are /metrics and /healthz\n");
      }
    }
  }

  private void metrics(HttpExchange exchange) throws IOException {
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    ExpositionFormatWriter writer = formats.findWriter(accept);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    writer.write(body, registry.scrape());
    send(exchange, OK, writer.getContentType(), body.toByteArray());
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    send(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
