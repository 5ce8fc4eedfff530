package io.jetpack.cli.config.cloud;

import io.jetpack.text.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Asks a metadata service until a deadline; used by one thread. */
final class MetadataClient {

  /** An answer; bodies that are no text of this size are no metadata. */
  record Answer(int status, String body, Map<String, String> headers) {
    Answer {
      headers = Map.copyOf(headers);
    }
  }

  private static final int LIMIT_BYTES = 1024 * 1024;
  private static final int MOST_REQUESTS = 300;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

  private final URI base;
  private final long deadline;
  private int requests;

  /**
   * @param base scheme and address, a path is added
   * @param limit from now on, for everything together
   */
  MetadataClient(URI base, Duration limit) {
    this.base = base;
    this.deadline = System.nanoTime() + limit.toNanos();
  }

  /** A GET that is repeated when the service asks for patience; returns any other answer. */
  Answer get(String path, Map<String, String> headers)
      throws NoMetadataException, InterruptedException {
    return ask("GET", path, headers);
  }

  /** The same for a PUT without a body. */
  Answer put(String path, Map<String, String> headers)
      throws NoMetadataException, InterruptedException {
    return ask("PUT", path, headers);
  }

  private Answer ask(String method, String path, Map<String, String> headers)
      throws NoMetadataException, InterruptedException {
    long pause = FIRST_PAUSE.toNanos();
    while (true) {
      Answer answer = once(method, path, headers);
      if (!asksForPatience(answer.status())) {
        return answer;
      }
      if (System.nanoTime() + pause >= deadline) {
        throw new NoMetadataException(
            "'%s' answers %d again and again".formatted(base, answer.status()));
      }
      boolean never = new Semaphore(0).tryAcquire(pause, TimeUnit.NANOSECONDS);
      pause = never ? pause : pause * 2;
    }
  }

  /** Too many requests, being set up, or broken for the moment. */
  private static boolean asksForPatience(int status) {
    return status == 429 || status == 410 || status >= 500;
  }

  private Answer once(String method, String path, Map<String, String> headers)
      throws NoMetadataException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0) {
      throw new NoMetadataException("'%s' did not answer in time".formatted(base));
    }
    if (++requests > MOST_REQUESTS) {
      throw new NoMetadataException("'%s' tells of more than can be asked for".formatted(base));
    }
    HttpURLConnection connection = null;
    try {
      connection =
          (HttpURLConnection) URI.create(base + path).toURL().openConnection(Proxy.NO_PROXY);
      connection.setRequestMethod(method);
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout((int) left);
      connection.setReadTimeout((int) left);
      headers.forEach(connection::setRequestProperty);
      int status = connection.getResponseCode();
      String flavor = connection.getHeaderField("Metadata-Flavor");
      return new Answer(
          status,
          body(connection, status),
          flavor == null ? Map.of() : Map.of("Metadata-Flavor", flavor));
    } catch (SocketTimeoutException e) {
      throw new NoMetadataException("'%s' did not answer in time".formatted(base));
    } catch (IOException e) {
      throw new NoMetadataException("'%s' can not be asked: %s".formatted(base, IoReason.of(e)));
    } catch (IllegalArgumentException e) {
      throw new NoMetadataException("'%s' can not be asked: %s".formatted(base, e.getMessage()));
    }
  }

  private String body(HttpURLConnection connection, int status) throws IOException {
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      if (in == null) {
        return "";
      }
      StringBuilder text = new StringBuilder();
      byte[] block = in.readNBytes(LIMIT_BYTES);
      if (System.nanoTime() > deadline) {
        throw new SocketTimeoutException();
      }
      return text.append(new String(block, StandardCharsets.UTF_8)).toString();
    }
  }
}
