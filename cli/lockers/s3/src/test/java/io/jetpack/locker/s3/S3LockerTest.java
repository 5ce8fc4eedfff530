package io.jetpack.locker.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jetpack.cli.converge.locker.LockerException;
import io.jetpack.cli.converge.locker.LockerFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

@Timeout(120)
class S3LockerTest {

  private static final Duration STALL = Duration.ofSeconds(2);
  private static final String SPEC = "projects/p/1/s";
  private static final String TEXT = "0123456789".repeat(10_000);

  @TempDir Path directory;

  private S3StandIn s3;
  private S3Locker locker;
  private Path target;

  @BeforeEach
  void open() throws Exception {
    s3 = new S3StandIn();
    locker = locker("s3://bucket/lockers/one/", S3StandIn.KEY);
    target = directory.resolve("target");
    s3.put("lockers/one/" + SPEC + "/cluster-init/scripts/1.sh", TEXT);
  }

  private S3Locker locker(String address, String key) throws Exception {
    S3Address parsed = S3Address.of(address);
    AwsCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create(key, "secret"));
    return new S3Locker(
        parsed,
        Clients.builder(STALL)
            .credentialsProvider(credentials)
            .endpointOverride(s3.address())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .build(),
        new Failures(parsed, STALL));
  }

  @AfterEach
  void close() {
    locker.close();
    s3.close();
  }

  private LockerFile only() throws Exception {
    List<LockerFile> files = locker.list(SPEC);
    assertThat(files).hasSize(1);
    return files.getFirst();
  }

  @Test
  void a_folder_is_listed_with_all_of_its_pages_and_nothing_beside_it() throws Exception {
    for (int i = 2; i <= 5; i++) {
      s3.put("lockers/one/%s/cluster-init/files/%d +&ü".formatted(SPEC, i), "x");
    }
    s3.put("lockers/one/" + SPEC + "/cluster-init/files/", "");
    s3.put("lockers/one/" + SPEC + "-other/cluster-init/scripts/1.sh", "x");
    assertThat(locker.list(SPEC))
        .extracting(LockerFile::path)
        .containsExactlyInAnyOrder(
            SPEC + "/cluster-init/files/2 +&ü",
            SPEC + "/cluster-init/files/3 +&ü",
            SPEC + "/cluster-init/files/4 +&ü",
            SPEC + "/cluster-init/files/5 +&ü",
            SPEC + "/cluster-init/scripts/1.sh");
    assertThat(locker.list("projects/none")).isEmpty();
    locker.fetch(locker.list(SPEC).getFirst(), target);
    assertThat(target).hasContent("x");
  }

  @Test
  void a_file_is_fetched_as_it_was_listed() throws Exception {
    LockerFile file = only();
    assertThat(file.sizeBytes()).hasValue(TEXT.length());
    assertThat(file.stamp()).isPresent();
    locker.fetch(file, target);
    assertThat(target).hasContent(TEXT);
    s3.put("lockers/one/" + file.path(), "another one");
    assertThatThrownBy(() -> locker.fetch(file, directory.resolve("other")))
        .isInstanceOf(LockerException.class)
        .hasMessageContaining("has changed since it was listed; converge again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "stall"})
  void what_was_cut_is_gone_on_with(String fault) throws Exception {
    LockerFile file = only();
    s3.faults.add(fault);
    assertThatThrownBy(() -> locker.fetch(file, target)).isInstanceOf(LockerException.class);
    assertThat(Files.size(target)).isBetween(1L, TEXT.length() - 1L);
    long present = Files.size(target);
    locker.fetch(file, target);
    assertThat(target).hasContent(TEXT);
    assertThat(s3.requests.getLast()).endsWith("1.sh bytes=" + present + "-");
  }

  @Test
  void a_checksum_that_is_wrong_is_noticed() throws Exception {
    s3.faults.add("wrong");
    assertThatThrownBy(() -> locker.fetch(only(), target))
        .hasMessageContaining(
            "'%s/cluster-init/scripts/1.sh' of s3://bucket/lockers/one: ".formatted(SPEC))
        .hasMessageContaining("wrong checksum");
    assertThat(target).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 AccessDenied | it refuses (403 AccessDenied); may the credentials of this machine",
        "403 RequestTimeTooSkewed | the clock of this machine is wrong",
        "404 NoSuchKey | it has no such file (404 NoSuchKey)",
        "404 NoSuchBucket | there is no such bucket",
        "500 InternalError | it answers 500 InternalError",
        "503 SlowDown | it answers 503 SlowDown"
      })
  void what_s3_refuses_is_told_in_words(String fault, String words) throws Exception {
    LockerFile file = only();
    s3.faults.add(fault);
    assertThatThrownBy(() -> locker.fetch(file, target)).hasMessageContaining(words);
    assertThat(s3.requests.stream().filter(request -> request.contains("1.sh"))).hasSize(1);
  }

  @Test
  void a_single_file_is_found_or_not() throws Exception {
    s3.put("lockers/one/" + SPEC + ".tgz", "archive");
    Optional<LockerFile> found = locker.find(SPEC + ".tgz");
    assertThat(found).isPresent();
    assertThat(found.get().sizeBytes()).hasValue(7);
    assertThat(locker.find(SPEC + ".zip")).isEmpty();
  }

  @Test
  void credentials_that_are_refused_are_told() throws Exception {
    try (S3Locker stranger = locker("s3://bucket", "OTHER")) {
      assertThatThrownBy(() -> stranger.list(SPEC))
          .hasMessage(
              "'%s' of s3://bucket: it refuses (403 AccessDenied); may the credentials of this machine list and read it?"
                  .formatted(SPEC));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://", "s3:///folder", "s3://bucket/x?secret=1", "s3://b"})
  void what_is_no_address_is_told_without_what_may_be_secret(String address) {
    assertThatThrownBy(() -> S3Address.of(address))
        .hasMessageContaining("is no address of a bucket; write s3://bucket/folder")
        .hasMessageNotContaining("secret");
  }
}
