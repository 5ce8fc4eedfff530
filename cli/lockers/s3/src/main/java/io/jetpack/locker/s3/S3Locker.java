package io.jetpack.locker.s3;

import io.jetpack.cli.converge.locker.Locker;
import io.jetpack.cli.converge.locker.LockerException;
import io.jetpack.cli.converge.locker.LockerFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A folder of a bucket. What is fetched is what was listed: each request names the ETag of then.
 * The SDK compares the checksums that S3 keeps; ETags that are MD5 sums are compared here.
 */
final class S3Locker implements Locker {

  private final S3Address address;
  private final S3Client client;
  private final Failures failures;

  S3Locker(S3Address address, S3Client client, Failures failures) {
    this.address = address;
    this.client = client;
    this.failures = failures;
  }

  @Override
  public String address() {
    return address.toString();
  }

  @Override
  public List<LockerFile> list(String folder) throws IOException, InterruptedException {
    try {
      return client
          .listObjectsV2Paginator(
              request -> request.bucket(address.bucket()).prefix(address.key(folder) + "/"))
          .contents()
          .stream()
          // what the console makes for a folder
          .filter(object -> !object.key().endsWith("/"))
          .map(this::file)
          .toList();
    } catch (SdkException e) {
      throw failures.of(folder, e);
    }
  }

  private LockerFile file(S3Object object) {
    return new LockerFile(
        address.path(object.key()),
        OptionalLong.of(object.size()),
        Optional.ofNullable(object.eTag()),
        Optional.empty(),
        false);
  }

  @Override
  public Optional<LockerFile> find(String path) throws IOException, InterruptedException {
    try {
      HeadObjectResponse head =
          client.headObject(request ->
              request
                  .bucket(address.bucket())
                  .key(address.key(path))
                  .checksumMode(ChecksumMode.ENABLED));
      Optional<String> sum =
          head.checksumType() == ChecksumType.COMPOSITE
              ? Optional.empty()
              : Optional.ofNullable(head.checksumSHA256())
                  .map(text -> HexFormat.of().formatHex(Base64.getDecoder().decode(text)));
      return Optional.of(
          new LockerFile(
              path,
              OptionalLong.of(head.contentLength()),
              Optional.ofNullable(head.eTag()),
              sum,
              false));
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return Optional.empty();
      }
      throw failures.of(path, e);
    } catch (SdkException e) {
      throw failures.of(path, e);
    }
  }

  @Override
  public void fetch(LockerFile file, Path target) throws IOException, InterruptedException {
    long present = file.stamp().isPresent() && Files.exists(target) ? Files.size(target) : 0;
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(address.bucket()).key(address.key(file.path()));
    file.stamp().ifPresent(request::ifMatch);
    if (present > 0) {
      request.range("bytes=%d-".formatted(present));
    }
    GetObjectResponse answer;
    try (ResponseInputStream<GetObjectResponse> body = client.getObject(request.build())) {
      answer = body.response();
      // not every service that speaks the protocol looks at the condition
      if (file.stamp().isPresent() && !file.stamp().get().equals(answer.eTag())) {
        throw new LockerException(failures.sentence(file.path(), Failures.CHANGED), false);
      }
      boolean rest = answer.contentRange() != null;
      copy(file, body, target, rest);
      long whole = (rest ? present : 0) + answer.contentLength();
      if (Files.size(target) != whole) {
        throw new LockerException(
            failures.sentence(
                file.path(),
                "the connection was cut after %d of %d bytes".formatted(Files.size(target), whole)),
            true);
      }
    } catch (SdkException e) {
      if (e instanceof S3Exception told && told.statusCode() == 416) {
        Files.deleteIfExists(target);
      }
      throw failures.of(file.path(), e);
    }
    Optional<String> md5 = ETags.md5(answer);
    if (md5.isPresent() && !ETags.md5(target).equals(md5.get())) {
      Files.delete(target);
      throw new LockerException(
          failures.sentence(file.path(), "it has the wrong checksum: MD5 is not " + md5.get()),
          true);
    }
  }

  /** What the network does is told in another way than what the disk does. */
  private void copy(LockerFile file, InputStream body, Path target, boolean append)
      throws IOException {
    StandardOpenOption how =
        append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    byte[] buffer = new byte[64 * 1024];
    try (OutputStream out =
        Files.newOutputStream(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
      for (int n = read(file, body, buffer); n >= 0; n = read(file, body, buffer)) {
        out.write(buffer, 0, n);
      }
    }
  }

  private int read(LockerFile file, InputStream body, byte[] buffer) throws LockerException {
    try {
      return body.read(buffer);
    } catch (IOException | SdkException e) {
      throw failures.cut(file.path(), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
