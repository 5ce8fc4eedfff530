package io.jetpack.cli.converge.locker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Small answers: slow ones, endless ones, and those that stop. */
@Timeout(60)
class DownloadTest {

  private static final Duration STALL = Duration.ofMillis(800);

  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/slow", exchange -> send(exchange, 12, 1_000, 200));
    server.createContext("/stalls", exchange -> send(exchange, 2, 1_000, 60_000));
    server.createContext("/endless", exchange -> send(exchange, Integer.MAX_VALUE, 60_000, 0));
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }

  private void send(HttpExchange exchange, int parts, int bytes, int pauseMillis)
      throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      for (int i = 0; i < parts; i++) {
        body.write(new byte[bytes]);
        body.flush();
        if (pauseMillis > 0 && end.await(pauseMillis, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path)))
        .build();
  }

  @Test
  void a_list_that_comes_slowly_is_no_stall() throws Exception {
    assertThat(new Download(client, STALL).small(request("/slow"), 1 << 20).orElseThrow().body())
        .hasSize(12_000);
  }

  @Test
  void a_list_that_stops_is_given_up() throws Exception {
    assertThat(new Download(client, STALL).small(request("/stalls"), 1 << 20)).isEmpty();
  }

  @Test
  void an_endless_list_is_not_kept_in_memory() {
    assertThatThrownBy(() -> new Download(client, STALL).small(request("/endless"), 1 << 20))
        .isInstanceOf(LockerException.class)
        .hasMessage("the answer is larger than 1 MB, too large for a list");
  }
}
