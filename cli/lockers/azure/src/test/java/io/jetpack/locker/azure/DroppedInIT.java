package io.jetpack.locker.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built jar, dropped into the home of the program as it is shipped. */
@Timeout(240)
class DroppedInIT {

  private static final Path JAR = Path.of(System.getProperty("jetpack.plugin", ""));

  @TempDir Path directory;

  private BlobStandIn blobs;
  private Path home;

  @BeforeEach
  void prepare() throws Exception {
    blobs = new BlobStandIn();
    blobs.put(
        "lockers/projects/p/1/s/cluster-init/scripts/1.sh",
        "#!/bin/bash\ncp ../files/data '%s/ran'\n".formatted(directory));
    blobs.put("lockers/projects/p/1/s/cluster-init/files/data", "data of a blob\n");
    home = Files.createDirectories(directory.resolve("home"));
    Files.createDirectories(home.resolve("config/plugins"));
    Files.writeString(
        home.resolve("config/node.json"),
        "{\"cyclecloud\": {\"cluster_init_specs\": [{\"project\": \"p\", \"version\": \"1\", \"spec\": \"s\", \"locker\": \"az://account1/box/lockers\"}]}}");
  }

  @AfterEach
  void stop() {
    blobs.close();
  }

  @Test
  void without_the_jar_its_name_is_told_and_with_it_the_spec_is_fetched_once() throws Exception {
    assertThat(converge(1))
        .endsWith("put jetpack-locker-azure-VERSION.jar into config/plugins of the home\n");
    Files.copy(JAR, home.resolve("config/plugins/jetpack-locker-azure.jar"));
    blobs.faults.add("503 ServerBusy");
    blobs.faults.add("cut");
    assertThat(converge(0))
        .contains("p/s 1 fetched from https://account1.blob.core.windows.net/box/lockers: 2 files")
        .contains("trying again")
        .doesNotContain("SLF4J");
    assertThat(directory.resolve("ran")).hasContent("data of a blob");
    blobs.requests.clear();
    assertThat(converge(0)).contains("p/s 1 is unchanged");
    assertThat(blobs.requests).containsExactly("GET ");
  }

  private String converge(int exitCode) throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(launcher().toString(), "--home", home.toString(), "converge");
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", directory.toString());
    environment.put("JETPACK_JAVA_HOME", System.getProperty("java.home"));
    environment.put("JETPACK_CONVERGE_BASE", directory.resolve("mnt").toString());
    environment.put("JETPACK_CONVERGE_FETCH_RETRY", "10ms");
    environment.put(Containers.CONNECTION, blobs.connectionString());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(out)).isEqualTo(exitCode);
      return Files.readString(out);
    } finally {
      int ignored = process.destroyForcibly().waitFor();
    }
  }

  /** The archive's, where it was built: its runtime has fewer modules than a JDK. */
  private static Path launcher() throws IOException {
    Path built = Path.of(System.getProperty("jetpack.distributions", "../../target"));
    Path archives = built.resolve("distribution");
    if (Files.isDirectory(archives)) {
      try (var found = Files.newDirectoryStream(archives, "jetpack-*/bin")) {
        for (Path bin : found) {
          return bin.resolve("jetpack");
        }
      }
    }
    return built.resolve("jetpack/bin/jetpack");
  }
}
