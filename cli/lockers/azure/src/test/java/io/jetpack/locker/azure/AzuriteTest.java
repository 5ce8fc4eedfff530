package io.jetpack.locker.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import io.jetpack.cli.converge.locker.LockerFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Against Microsoft's own emulator, which {@code .ci/emulators} starts. */
@Timeout(300)
@EnabledIfEnvironmentVariable(
    named = "JETPACK_TEST_AZURITE",
    matches = ".+",
    disabledReason = "JETPACK_TEST_AZURITE is no connection string; .ci/emulators sets it")
class AzuriteTest {

  private static final Duration STALL = Duration.ofSeconds(30);

  @TempDir Path directory;

  @Test
  void specs_are_listed_fetched_and_gone_on_with() throws Exception {
    AzureAddress address =
        AzureAddress.of("az://account1/jetpack-%d/lockers".formatted(System.nanoTime()));
    BlobContainerClient client =
        Containers.open(
            address, STALL, Map.of(Containers.CONNECTION, System.getenv("JETPACK_TEST_AZURITE")));
    client.create();
    String text = "0123456789".repeat(100_000);
    put(client, "lockers/projects/p/1/s/cluster-init/files/a b+&ü", text);
    for (int i = 0; i < 30; i++) {
      put(client, "lockers/projects/p/1/s/cluster-init/scripts/" + i, "x");
    }
    put(client, "lockers/projects/p/1/s/cluster-init/scripts/empty", "");
    try (AzureLocker locker = new AzureLocker(address, client, new Failures(address, STALL))) {
      List<LockerFile> files = locker.list("projects/p/1/s");
      assertThat(files).hasSize(32);
      LockerFile large = files.getFirst();
      assertThat(large.path()).endsWith("files/a b+&ü");
      Path target = Files.writeString(directory.resolve("target"), text.substring(0, 300_000));
      locker.fetch(large, target);
      assertThat(Files.readString(target)).isEqualTo(text);
      locker.fetch(files.getLast(), directory.resolve("empty"));
      assertThat(directory.resolve("empty")).isEmptyFile();
      put(client, "lockers/" + large.path(), "another one");
      assertThatThrownBy(() -> locker.fetch(large, directory.resolve("other")))
          .hasMessageContaining("has changed since it was listed");
      assertThat(locker.find("projects/p/1/s.tgz")).isEmpty();
      assertThat(locker.find(files.getLast().path())).isPresent();
    }
  }

  private static void put(BlobContainerClient client, String name, String text) {
    client.getBlobClient(name).upload(BinaryData.fromString(text), true);
  }
}
