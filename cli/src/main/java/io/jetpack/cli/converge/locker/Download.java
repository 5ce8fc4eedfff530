package io.jetpack.cli.converge.locker;

import io.jetpack.text.IoReason;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Brings the body of an answer into a file, and gives up when nothing comes for a while.
 *
 * @param stall how long nothing may come
 */
record Download(HttpClient client, Duration stall) {

  /**
   * Sends a request. The rest of a file that is told to be one is appended to the target, a whole
   * one replaces it, and what is neither leaves it alone.
   *
   * @param whole is told the headers of a file that comes whole
   * @return empty when nothing came
   * @throws LockerException when the connection is cut
   * @throws IOException when the target can not be written
   */
  Optional<HttpResponse<Path>> to(Path target, HttpRequest request, Consumer<HttpHeaders> whole)
      throws IOException, InterruptedException {
    BodyHandler<Path> handler =
        answer -> {
          if (answer.statusCode() == 206) {
            return BodySubscribers.ofFile(
                target, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
          }
          if (answer.statusCode() == 200) {
            whole.accept(answer.headers());
            return BodySubscribers.ofFile(
                target,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
          }
          return BodySubscribers.replacing(target);
        };
    return unlessStalled(client.sendAsync(request, handler), () -> size(target));
  }

  /**
   * Sends a request whose answer is small.
   *
   * @param limitBytes a longer body is not read to its end
   * @return empty when nothing came for a while
   * @throws LockerException when the connection is cut, or the body is longer than the limit
   */
  Optional<HttpResponse<byte[]>> small(HttpRequest request, int limitBytes)
      throws IOException, InterruptedException {
    SmallBody body = new SmallBody(limitBytes);
    return unlessStalled(client.sendAsync(request, _ -> body), body::length);
  }

  private interface Progress {
    long length() throws IOException;
  }

  /** Waits as long as something comes. */
  private <T> Optional<HttpResponse<T>> unlessStalled(
      CompletableFuture<HttpResponse<T>> answer, Progress progress)
      throws IOException, InterruptedException {
    long length = progress.length();
    while (true) {
      Optional<HttpResponse<T>> come = look(answer, stall);
      if (come.isPresent()) {
        return come;
      }
      long now = progress.length();
      if (now == length) {
        boolean ignored = answer.cancel(true);
        return Optional.empty();
      }
      length = now;
    }
  }

  /** Waits for an answer no longer than this; empty, and the request is over, when none comes. */
  static <T> Optional<HttpResponse<T>> wait(
      CompletableFuture<HttpResponse<T>> answer, Duration limit)
      throws IOException, InterruptedException {
    Optional<HttpResponse<T>> come = look(answer, limit);
    if (come.isEmpty()) {
      boolean ignored = answer.cancel(true);
    }
    return come;
  }

  private static <T> Optional<HttpResponse<T>> look(
      CompletableFuture<HttpResponse<T>> answer, Duration limit)
      throws IOException, InterruptedException {
    try {
      return Optional.of(answer.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      boolean ignored = answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw cause(Objects.requireNonNull(e.getCause()));
    }
  }

  /** What the disk says passes by itself as little as what the network says does not. */
  private static IOException cause(Throwable thrown) {
    if (thrown instanceof LockerException e) {
      return e;
    }
    String message = String.valueOf(thrown.getMessage());
    boolean disk =
        thrown instanceof FileSystemException
            || message.contains("No space left")
            || message.contains("Disk quota");
    if (disk && thrown instanceof IOException e) {
      return e;
    }
    String reason = thrown instanceof IOException e ? IoReason.of(e) : message;
    return new LockerException("the connection was cut or refused: " + reason, true);
  }

  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
