package io.jetpack.locker.azure;

import com.azure.core.http.rest.PagedIterable;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DownloadRetryOptions;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.jetpack.cli.converge.locker.Locker;
import io.jetpack.cli.converge.locker.LockerException;
import io.jetpack.cli.converge.locker.LockerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder of a container. What is fetched is what was listed: each request names the ETag of then,
 * and the MD5 sum is compared where the blob has one.
 */
final class AzureLocker implements Locker {

  /** How a file system on top of blobs marks its folders. */
  private static final String FOLDER = "hdi_isfolder";

  private final AzureAddress address;
  private final BlobContainerClient container;
  private final Failures failures;
  private final Map<String, Md5> sums = new ConcurrentHashMap<>();

  AzureLocker(AzureAddress address, BlobContainerClient container, Failures failures) {
    this.address = address;
    this.container = container;
    this.failures = failures;
  }

  @Override
  public String address() {
    return address.toString();
  }

  @Override
  public List<LockerFile> list(String folder) throws IOException, InterruptedException {
    ListBlobsOptions options =
        new ListBlobsOptions()
            .setPrefix(address.blob(folder) + "/")
            .setDetails(new BlobListDetails().setRetrieveMetadata(true));
    try {
      PagedIterable<BlobItem> found = container.listBlobs(options, null);
      return found.stream().filter(AzureLocker::isFile).map(this::file).toList();
    } catch (RuntimeException e) {
      throw failures.of(folder, e);
    }
  }

  private static boolean isFile(BlobItem item) {
    Map<String, String> metadata = item.getMetadata();
    return !item.getName().endsWith("/")
        && (metadata == null || !"true".equals(metadata.get(FOLDER)));
  }

  private LockerFile file(BlobItem item) {
    return file(
        address.path(item.getName()),
        item.getProperties().getContentLength(),
        item.getProperties().getETag(),
        item.getProperties().getContentMd5());
  }

  private LockerFile file(
      String path, @Nullable Long size, @Nullable String tag, byte @Nullable [] md5) {
    if (md5 == null) {
      sums.remove(path);
    } else {
      sums.put(path, new Md5(md5));
    }
    return new LockerFile(
        path,
        size == null ? OptionalLong.empty() : OptionalLong.of(size),
        // lists leave the quotes out, headers do not
        Optional.ofNullable(tag).map(text -> text.startsWith("\"") ? text : "\"" + text + "\""),
        Optional.empty(),
        false);
  }

  @Override
  public Optional<LockerFile> find(String path) throws IOException, InterruptedException {
    try {
      BlobProperties found = container.getBlobClient(address.blob(path)).getProperties();
      return Optional.of(file(path, found.getBlobSize(), found.getETag(), found.getContentMd5()));
    } catch (BlobStorageException e) {
      if (e.getStatusCode() == 404) {
        return Optional.empty();
      }
      throw failures.of(path, e);
    } catch (RuntimeException e) {
      throw failures.of(path, e);
    }
  }

  @Override
  public void fetch(LockerFile file, Path target) throws IOException, InterruptedException {
    long present = file.stamp().isPresent() && Files.exists(target) ? Files.size(target) : 0;
    BlobRequestConditions conditions = new BlobRequestConditions();
    file.stamp().ifPresent(conditions::setIfMatch);
    try (TargetFile out = new TargetFile(target, present > 0)) {
      try {
        var _ =
            container
                .getBlobClient(address.blob(file.path()))
                .downloadStreamWithResponse(
                    out,
                    new BlobRange(present),
                    new DownloadRetryOptions().setMaxRetryRequests(0),
                    conditions,
                    false,
                    null,
                    Context.NONE);
      } catch (RuntimeException e) {
        out.failure();
        if (e instanceof BlobStorageException told && told.getStatusCode() == 416) {
          Files.deleteIfExists(target);
        }
        throw failures.of(file.path(), e);
      }
    }
    verify(file, target);
  }

  private void verify(LockerFile file, Path target) throws IOException {
    long size = Files.size(target);
    if (file.sizeBytes().isPresent() && size < file.sizeBytes().getAsLong()) {
      throw new LockerException(
          failures.sentence(
              file.path(),
              "the connection was cut after %d of %d bytes"
                  .formatted(size, file.sizeBytes().getAsLong())),
          true);
    }
    Md5 expected = sums.get(file.path());
    if (expected != null && !Md5.of(target).equals(expected)) {
      Files.delete(target);
      throw new LockerException(
          failures.sentence(file.path(), "it has the wrong checksum: MD5 is not " + expected),
          true);
    }
  }

  @Override
  public void close() {
    // the client of the JDK ends with the program
  }
}
