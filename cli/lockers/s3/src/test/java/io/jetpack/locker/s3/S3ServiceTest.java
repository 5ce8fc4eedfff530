package io.jetpack.locker.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jetpack.cli.converge.locker.LockerFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Against a program that others wrote, which {@code .ci/emulators} starts. */
@Timeout(300)
@EnabledIfEnvironmentVariable(
    named = "JETPACK_TEST_S3",
    matches = ".+",
    disabledReason = "JETPACK_TEST_S3 names no service; .ci/emulators does")
class S3ServiceTest {

  private static final Duration STALL = Duration.ofSeconds(30);
  private static final String BUCKET = "jetpack-" + System.nanoTime();

  @TempDir Path directory;

  @Test
  void specs_are_listed_fetched_and_gone_on_with() throws Exception {
    S3Client client =
        Clients.builder(STALL)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("S3RVER", "S3RVER")))
            .endpointOverride(URI.create(System.getenv("JETPACK_TEST_S3")))
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            // s3rver stores the frames of chunks as if they were content
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .serviceConfiguration(settings -> settings.chunkedEncodingEnabled(false))
            .build();
    var _ = client.createBucket(request -> request.bucket(BUCKET));
    String text = "0123456789".repeat(100_000);
    put(client, "lockers/projects/p/1/s/cluster-init/files/a b+&ü", text);
    for (int i = 0; i < 30; i++) {
      put(client, "lockers/projects/p/1/s/cluster-init/scripts/" + i, "x");
    }
    S3Address address = S3Address.of("s3://" + BUCKET + "/lockers");
    try (S3Locker locker = new S3Locker(address, client, new Failures(address, STALL))) {
      List<LockerFile> files = locker.list("projects/p/1/s");
      assertThat(files).hasSize(31);
      LockerFile large = files.getFirst();
      assertThat(large.path()).endsWith("files/a b+&ü");
      Path target = Files.writeString(directory.resolve("target"), text.substring(0, 300_000));
      locker.fetch(large, target);
      assertThat(Files.readString(target)).isEqualTo(text);
      put(client, "lockers/" + large.path(), "another one");
      assertThatThrownBy(() -> locker.fetch(large, directory.resolve("other")))
          .hasMessageContaining("has changed since it was listed");
      assertThat(locker.find("projects/p/1/s.tgz")).isEmpty();
      assertThat(locker.find(files.getLast().path())).isPresent();
    }
  }

  private static void put(S3Client client, String key, String text) {
    var _ =
        client.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString(text));
  }
}
