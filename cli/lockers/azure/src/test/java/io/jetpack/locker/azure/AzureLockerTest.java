package io.jetpack.locker.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jetpack.cli.converge.locker.LockerException;
import io.jetpack.cli.converge.locker.LockerFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class AzureLockerTest {

  private static final Duration STALL = Duration.ofSeconds(2);
  private static final String SPEC = "projects/p/1/s";
  private static final String TEXT = "0123456789".repeat(10_000);

  @TempDir Path directory;

  private BlobStandIn blobs;
  private AzureLocker locker;
  private Path target;

  @BeforeEach
  void open() throws Exception {
    blobs = new BlobStandIn();
    AzureAddress address = AzureAddress.of("az://account1/box/lockers/one/");
    locker =
        new AzureLocker(
            address,
            Containers.open(
                address, STALL, Map.of(Containers.CONNECTION, blobs.connectionString())),
            new Failures(address, STALL));
    target = directory.resolve("target");
    blobs.put("lockers/one/" + SPEC + "/cluster-init/scripts/1.sh", TEXT);
  }

  @AfterEach
  void close() {
    locker.close();
    blobs.close();
  }

  private LockerFile only() throws Exception {
    List<LockerFile> files = locker.list(SPEC);
    assertThat(files).hasSize(1);
    return files.getFirst();
  }

  @Test
  void a_folder_is_listed_with_all_of_its_pages_and_nothing_beside_it() throws Exception {
    for (int i = 2; i <= 5; i++) {
      blobs.put("lockers/one/%s/cluster-init/files/%d +&ü".formatted(SPEC, i), "x");
    }
    blobs.put("lockers/one/" + SPEC + "/cluster-init/files-folder", "");
    blobs.put("lockers/one/" + SPEC + "-other/cluster-init/scripts/1.sh", "x");
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
    locker.fetch(file, target);
    assertThat(target).hasContent(TEXT);
    blobs.put("lockers/one/" + file.path(), "another one");
    assertThatThrownBy(() -> locker.fetch(file, directory.resolve("other")))
        .isInstanceOf(LockerException.class)
        .hasMessageContaining("has changed since it was listed (412 ConditionNotMet)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "stall"})
  void what_was_cut_is_gone_on_with(String fault) throws Exception {
    LockerFile file = only();
    blobs.faults.add(fault);
    assertThatThrownBy(() -> locker.fetch(file, target)).isInstanceOf(LockerException.class);
    long present = Files.size(target);
    assertThat(present).isBetween(1L, TEXT.length() - 1L);
    locker.fetch(file, target);
    assertThat(target).hasContent(TEXT);
    assertThat(blobs.requests.getLast()).endsWith("1.sh bytes=" + present + "-");
  }

  @Test
  void a_checksum_that_is_wrong_is_noticed() {
    blobs.faults.add("wrong");
    assertThatThrownBy(() -> locker.fetch(only(), target))
        .hasMessageContaining("of https://account1.blob.core.windows.net/box/lockers/one: ")
        .hasMessageContaining("wrong checksum");
    assertThat(target).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 AuthorizationFailure | it refuses (403 AuthorizationFailure); may the identity",
        "404 BlobNotFound | it has no such file (404 BlobNotFound)",
        "404 ContainerNotFound | there is no such container",
        "500 InternalError | it answers 500 InternalError",
        "503 ServerBusy | it answers 503 ServerBusy"
      })
  void what_azure_refuses_is_told_in_words(String fault, String words) throws Exception {
    LockerFile file = only();
    blobs.faults.add(fault);
    assertThatThrownBy(() -> locker.fetch(file, target)).hasMessageContaining(words);
    assertThat(blobs.requests.stream().filter(request -> request.contains("1.sh"))).hasSize(1);
  }

  @Test
  void a_single_file_is_found_or_not() throws Exception {
    blobs.put("lockers/one/" + SPEC + ".tgz", "archive");
    Optional<LockerFile> found = locker.find(SPEC + ".tgz");
    assertThat(found).isPresent();
    assertThat(found.get().sizeBytes()).hasValue(7);
    assertThat(locker.find(SPEC + ".zip")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "az://account1/box, https://account1.blob.core.windows.net/box",
    "az://account1/box/a/b/, https://account1.blob.core.windows.net/box/a/b",
    "https://account1.blob.core.windows.net/box/a?sv=1&sig=secret, https://account1.blob.core.windows.net/box/a",
    "https://account1.blob.core.usgovcloudapi.net/box, https://account1.blob.core.usgovcloudapi.net/box",
    "https://account1.z3.blob.storage.azure.net/box/, https://account1.z3.blob.storage.azure.net/box"
  })
  void addresses_have_a_short_and_a_long_form(String address, String shown) throws Exception {
    assertThat(new AzureProvider().takes(address)).isTrue();
    assertThat(AzureAddress.of(address)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"az://", "az://account1", "az://Account/x", "az://account1/x#secret"})
  void what_is_no_address_is_told_without_what_may_be_secret(String address) {
    assertThat(new AzureProvider().takes(address)).isTrue();
    assertThatThrownBy(() -> AzureAddress.of(address))
        .hasMessageContaining("is no address of a container; write az://account/container/folder")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://example.com/box", "https://x.blob.core.windows.net.example.com/b"})
  void other_web_servers_are_left_alone(String address) {
    assertThat(new AzureProvider().takes(address)).isFalse();
  }
}
