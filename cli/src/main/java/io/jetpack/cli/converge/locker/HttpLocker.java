package io.jetpack.cli.converge.locker;

import io.jetpack.text.Durations;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web server as a locker. A folder is listed by its file {@value #LIST}, as {@code sha256sum}
 * writes it; an archive may have its checksum in a file of its name and {@value #SUM}.
 */
final class HttpLocker implements Locker {

  static final String LIST = "SHA256SUMS";
  static final String SUM = ".sha256";

  private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *]?(?:\\./)?(.+)");
  private static final Pattern WORD = Pattern.compile("([0-9a-fA-F]{64})(\\s.*)?", Pattern.DOTALL);
  private static final int LIST_LIMIT_BYTES = 16 * 1024 * 1024;

  private final URI root;
  private final Duration stall;
  private final HttpClient client;
  private final Map<String, String> tags = new ConcurrentHashMap<>();

  HttpLocker(URI root, Duration stall) {
    this.root = root;
    this.stall = stall;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(stall)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  @Override
  public String address() {
    return SafeAddress.of(root.toString());
  }

  @Override
  public List<LockerFile> list(String folder) throws IOException, InterruptedException {
    Optional<String> list = text(folder + "/" + LIST);
    List<LockerFile> files = new ArrayList<>();
    for (String line : list.orElse("").lines().toList()) {
      Matcher found = LINE.matcher(line.strip());
      if (found.matches()) {
        String sum = found.group(1).toLowerCase(Locale.ROOT);
        files.add(
            new LockerFile(
                folder + "/" + found.group(2),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.of(sum),
                false));
      } else if (!line.isBlank()) {
        throw new LockerException(
            "'%s/%s' of %s is no list of checksums; make it anew with sha256sum"
                .formatted(folder, LIST, address()),
            false);
      }
    }
    return files;
  }

  @Override
  public Optional<LockerFile> find(String path) throws IOException, InterruptedException {
    HttpResponse<Void> answer = send(path, request(path).HEAD(), BodyHandlers.discarding());
    if (answer.statusCode() == 404) {
      return Optional.empty();
    }
    check(path, answer.statusCode());
    Optional<String> sum =
        text(path + SUM)
            .map(text -> WORD.matcher(text.strip()))
            .filter(Matcher::matches)
            .map(found -> found.group(1).toLowerCase(Locale.ROOT));
    HttpHeaders headers = answer.headers();
    return Optional.of(
        new LockerFile(
            path,
            headers.firstValueAsLong("Content-Length"),
            headers.firstValue("ETag").or(() -> headers.firstValue("Last-Modified")),
            sum,
            false));
  }

  /** A small file; empty when there is none. */
  private Optional<String> text(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        new Download(client, stall)
            .small(request(path).GET().build(), LIST_LIMIT_BYTES)
            .orElseThrow(() -> stalled(path));
    if (answer.statusCode() == 404) {
      return Optional.empty();
    }
    check(path, answer.statusCode());
    return Optional.of(new String(answer.body(), StandardCharsets.UTF_8));
  }

  @Override
  public void fetch(LockerFile file, Path target) throws IOException, InterruptedException {
    String path = file.path();
    long present = Files.exists(target) ? Files.size(target) : 0;
    Optional<String> tag = Optional.ofNullable(tags.get(path)).filter(_ -> present > 0);
    HttpRequest.Builder request = request(path).GET();
    tag.ifPresent(
        known -> request.header("Range", "bytes=" + present + "-").header("If-Range", known));
    HttpResponse<Path> answer =
        new Download(client, stall)
            .to(target, request.build(), headers -> remember(path, headers))
            .orElseThrow(() -> stalled(path));
    if (answer.statusCode() == 416) {
      // what is there is longer than the file has become
      Files.deleteIfExists(target);
      throw new LockerException("'%s' of %s has changed".formatted(path, address()), true);
    }
    check(path, answer.statusCode());
    Optional<String> md5 =
        answer
            .headers()
            .firstValue("Content-MD5")
            .or(() -> answer.headers().firstValue("x-ms-blob-content-md5"));
    if (md5.isPresent() && answer.statusCode() == 200 && !Md5.of(target).equals(md5.get())) {
      Files.delete(target);
      throw new LockerException(
          "'%s' of %s has the wrong checksum: Content-MD5 %s".formatted(path, address(), md5.get()),
          true);
    }
  }

  /** A strong tag only: a weak one does not say that every byte is the same. */
  private void remember(String path, HttpHeaders headers) {
    headers
        .firstValue("ETag")
        .filter(tag -> tag.startsWith("\""))
        .ifPresentOrElse(tag -> tags.put(path, tag), () -> tags.remove(path));
  }

  private <T> HttpResponse<T> send(
      String path, HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return Download.wait(client.sendAsync(request.build(), handler), stall)
        .orElseThrow(() -> stalled(path));
  }

  private LockerException stalled(String path) {
    return new LockerException(
        "'%s' of %s does not come: nothing for %s"
            .formatted(path, address(), Durations.format(stall)),
        true);
  }

  private HttpRequest.Builder request(String path) throws LockerException {
    try {
      String start = root.getPath().replaceAll("/+$", "");
      URI plain = new URI(root.getScheme(), root.getAuthority(), start + "/" + path, null, null);
      String query = root.getRawQuery();
      URI uri = query == null ? plain : URI.create(plain.toASCIIString() + "?" + query);
      return HttpRequest.newBuilder(uri).header("User-Agent", "jetpack");
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new LockerException("'%s' is no path for %s".formatted(path, address()), false);
    }
  }

  private void check(String path, int code) throws LockerException {
    if (code == 200 || code == 206) {
      return;
    }
    String why =
        switch (code) {
          case 401, 403 -> "it refuses (%d); is the signature in the address still valid?";
          case 404 -> "it has no such file (%d)";
          default -> "it answers %d";
        };
    boolean passing = code == 408 || code == 429 || code >= 500;
    throw new LockerException(
        "'%s' of %s: %s".formatted(path, address(), why.formatted(code)), passing);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
