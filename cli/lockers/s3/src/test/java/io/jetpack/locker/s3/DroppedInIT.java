package io.jetpack.locker.s3;

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

  private S3StandIn s3;
  private Path home;

  @BeforeEach
  void prepare() throws Exception {
    s3 = new S3StandIn();
    s3.put(
        "lockers/projects/p/1/s/cluster-init/scripts/1.sh",
        "#!/bin/bash\ncp ../files/data '%s/ran'\n".formatted(directory));
    s3.put("lockers/projects/p/1/s/cluster-init/files/data", "data of s3\n");
    home = Files.createDirectories(directory.resolve("home"));
    Files.createDirectories(home.resolve("config/plugins"));
    Files.writeString(
        home.resolve("config/node.json"),
        "{\"cyclecloud\": {\"cluster_init_specs\": [{\"project\": \"p\", \"version\": \"1\", \"spec\": \"s\", \"locker\": \"s3://bucket/lockers\"}]}}");
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  @Test
  void without_the_jar_its_name_is_told_and_with_it_the_spec_is_fetched_once() throws Exception {
    assertThat(converge(1))
        .endsWith("put jetpack-locker-s3-VERSION.jar into config/plugins of the home\n");
    Files.copy(JAR, home.resolve("config/plugins/jetpack-locker-s3.jar"));
    s3.faults.add("503 SlowDown");
    s3.faults.add("cut");
    assertThat(converge(0))
        .contains("p/s 1 fetched from s3://bucket/lockers: 2 files")
        .contains("trying again")
        .doesNotContain("SLF4J");
    assertThat(directory.resolve("ran")).hasContent("data of s3");
    s3.requests.clear();
    assertThat(converge(0)).contains("p/s 1 is unchanged");
    assertThat(s3.requests).containsExactly("GET ");
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
    environment.put("AWS_ACCESS_KEY_ID", S3StandIn.KEY);
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    environment.put("AWS_REGION", "eu-central-1");
    environment.put("AWS_ENDPOINT_URL_S3", s3.address().toString());
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
