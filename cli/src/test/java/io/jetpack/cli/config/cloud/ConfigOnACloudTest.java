package io.jetpack.cli.config.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All sources together, as a user sees them. */
@Timeout(60)
class ConfigOnACloudTest {

  @TempDir Path home;

  private Transcript transcript(MetadataServer server) {
    return new Transcript(home)
        .variable("JETPACK_METADATA_PROVIDER", "azure")
        .variable("JETPACK_METADATA_BASE", server.base().toString());
  }

  private void nodeFile(String json) throws IOException {
    Path file = Files.createDirectories(home.resolve("config")).resolve("node.json");
    Files.writeString(file, json);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
  }

  private static String out(Transcript.Call call) {
    assertThat(call.err()).isEmpty();
    assertThat(call.exitCode()).isZero();
    return call.out().stripTrailing();
  }

  @Test
  void theFileGoesOverTheMachineAndTheMachineOverTheProvider() throws IOException {
    nodeFile(
        """
        {"platform": "mine", "cpu": {"total": 99}, "os_release": "gone",
         "azure": {"metadata": {"compute": {"vmSize": "mine"}}},
         "cyclecloud": {"instance": {"id": "f00d"}}}
        """);
    try (MetadataServer server = new MetadataServer(MetadataServer::azure)) {
      Transcript transcript = transcript(server);
      assertThat(out(transcript.run("config", "platform"))).isEqualTo("mine");
      assertThat(out(transcript.run("config", "cpu.total"))).isEqualTo("99");
      assertThat(out(transcript.run("config", "azure.metadata.compute.vmSize"))).isEqualTo("mine");
      assertThat(out(transcript.run("config", "cyclecloud.instance.id"))).isEqualTo("f00d");
      assertThat(server.requests).isEmpty();
      // an object is the whole of what all know
      assertThat(out(transcript.run("config", "cpu", "--json")))
          .contains("\"total\": 99", "\"real\":", "\"model_name\":");
      assertThat(out(transcript.run("config", "azure.metadata.compute", "--json")))
          .contains("\"vmSize\": \"mine\"", "\"location\": \"westeurope\"");
      assertThat(out(transcript.run("config", "azure.metadata.compute.location")))
          .isEqualTo("westeurope");
      assertThat(out(transcript.run("config", "cyclecloud.instance.ipv4"))).isEqualTo("10.1.2.3");
      assertThat(out(transcript.run("config", "cloud.provider"))).isEqualTo("azure");
      assertThat(transcript.run("config", "os_release.id").exitCode()).isEqualTo(1);
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void withoutAFileThereAreTheMachineTheProviderAndTheAgent() throws IOException {
    try (MetadataServer server = new MetadataServer(MetadataServer::azure)) {
      Transcript transcript = transcript(server);
      assertThat(out(transcript.run("config", "cyclecloud.home"))).isEqualTo(home.toString());
      assertThat(out(transcript.run("config", "jetpack.home"))).isEqualTo(home.toString());
      assertThat(out(transcript.run("config", "jetpack.version")))
          .isEqualTo(out(transcript.run("version")));
      assertThat(out(transcript.run("config", "cyclecloud.instance.id")))
          .isEqualTo("0a1b2c3d-0000-1111-2222-333344445555");
      assertThat(out(transcript.run("config")).lines())
          .contains("azure", "cloud", "cpu", "cyclecloud", "jetpack", "platform")
          .doesNotContain("ec2", "gce", "gpus")
          .isSorted();
      assertThat(out(transcript.run("config", "--json"))).startsWith("{\n    \"azure\": {\n");
      assertThat(out(transcript.run("config", "network.interfaces.lo.addresses.127.0.0.1.family")))
          .isEqualTo("inet");
    }
  }

  @Test
  void aServiceThatIsDownCostsAWarningAndTheDefaultIsPrinted() throws IOException {
    try (MetadataServer server =
        new MetadataServer(exchange -> MetadataServer.send(exchange, 404, ""))) {
      Transcript.Call call =
          transcript(server).run("config", "azure.metadata.compute.vmSize", "unknown");
      assertThat(call.out()).isEqualTo("unknown\n");
      assertThat(call.exitCode()).isZero();
      assertThat(call.err())
          .isEqualTo(
              "jetpack: warning: the metadata service of azure can not be used: it answers 404\n");
      assertThat(transcript(server).run("config", "azure.metadata.compute.vmSize").exitCode())
          .isEqualTo(1);
    }
  }
}
