package io.jetpack.cli.config.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.node.settings.Settings;
import io.jetpack.cli.node.tree.Key;
import io.jetpack.cli.node.tree.PythonText;
import io.jetpack.cli.node.tree.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProviderMetadataTest {

  private static final String AUTO = Settings.Metadata.AUTO;

  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-31T08:00:00Z");

  private ProviderMetadata metadata(String provider, URI base) {
    return new ProviderMetadata(
        () ->
            new Settings.Metadata(
                provider, Optional.of(base), Duration.ofMillis(900), Duration.ofMinutes(5)),
        new Firmware(folder),
        new MetadataCache(folder.resolve("run/metadata.json"), () -> now),
        warnings::add);
  }

  private static String at(Value.Tree tree, String key) {
    return Key.of(key).in(tree).map(PythonText::of).orElse("(missing)");
  }

  @Test
  void azureIsReadInTheOriginalsPlaces() throws IOException {
    Files.writeString(folder.resolve("chassis_asset_tag"), "7783-7084-3265-9085-8269-3286-77\n");
    try (MetadataServer server = new MetadataServer(MetadataServer::azure)) {
      Value.Tree tree = metadata(AUTO, server.base()).gather(Optional.empty());
      assertThat(warnings).isEmpty();
      assertThat(at(tree, "azure.metadata.compute.vmSize")).isEqualTo("Standard_HB120rs_v3");
      assertThat(at(tree, "azure.metadata.compute.tags"))
          .isEqualTo("ClusterName:hpc-1;Environment:test");
      assertThat(at(tree, "azure.metadata.network.interfaces.000D3A112233"))
          .isEqualTo(
              "{'mac': '000D3A112233', 'public_ipv4': ['20.30.40.50'], 'local_ipv4': ['10.1.2.3'],"
                  + " 'public_ipv6': [], 'local_ipv6': []}");
      assertThat(at(tree, "azure.metadata.network.local_ipv4"))
          .isEqualTo("['10.1.2.3', '10.9.0.7']");
      assertThat(at(tree, "cloud"))
          .isEqualTo(
              "{'provider': 'azure', 'public_ipv4_addrs': ['20.30.40.50'], 'public_ipv4': '20.30.40.50',"
                  + " 'local_ipv4_addrs': ['10.1.2.3', '10.9.0.7'], 'local_ipv4': '10.1.2.3',"
                  + " 'local_ipv6_addrs': ['fd00::7'], 'local_ipv6': 'fd00::7'}");
      assertThat(server.requests).containsExactly("GET /metadata/instance?api-version=2021-02-01");
    }
  }

  @Test
  void anAzureThatKnowsOtherVersionsIsAskedForItsOwn() throws IOException {
    MetadataServer.Answers old =
        exchange -> {
          if (String.valueOf(exchange.getRequestURI()).endsWith("2019-11-01")) {
            MetadataServer.azure(exchange);
          } else {
            MetadataServer.send(exchange, 400, "{\"newest-versions\": [\"2019-11-01\"]}");
          }
        };
    try (MetadataServer server = new MetadataServer(old)) {
      Value.Tree tree = metadata("azure", server.base()).gather(Optional.empty());
      assertThat(at(tree, "azure.metadata.compute.location")).isEqualTo("westeurope");
    }
  }

  @Test
  void amazonIsAskedWithATokenAndNeverForCredentials() throws IOException {
    Files.writeString(folder.resolve("sys_vendor"), "Amazon EC2\n");
    try (MetadataServer server = new MetadataServer(MetadataServer::amazon)) {
      Value.Tree tree = metadata(AUTO, server.base()).gather(Optional.empty());
      assertThat(warnings).isEmpty();
      assertThat(at(tree, "ec2.instance_id")).isEqualTo("i-0123456789abcdef0");
      assertThat(at(tree, "ec2.placement_availability_zone")).isEqualTo("eu-west-1a");
      assertThat(at(tree, "ec2.security_groups")).isEqualTo("['default', 'hpc']");
      assertThat(at(tree, "ec2.network_interfaces_macs.02:29:96:8f:6a:2d.device_number"))
          .isEqualTo("0");
      assertThat(at(tree, "ec2.public_keys_0_openssh_key")).startsWith("ssh-rsa");
      assertThat(at(tree, "ec2.iam"))
          .isEqualTo(
              "{'info': {'Code': 'Success', 'InstanceProfileId': 'AIPA'}, 'role_name': 'hpc-role'}");
      assertThat(at(tree, "ec2.region")).isEqualTo("eu-west-1");
      assertThat(at(tree, "ec2.userdata")).isEqualTo("None");
      assertThat(at(tree, "cloud.public_hostname"))
          .isEqualTo("ec2-54-1-2-3.eu-west-1.compute.amazonaws.com");
      assertThat(at(tree, "cloud.local_ipv4")).isEqualTo("10.0.1.2");
      assertThat(server.requests.getFirst()).isEqualTo("PUT /latest/api/token");
      assertThat(server.requests)
          .noneMatch(request -> request.endsWith("security-credentials/hpc-role"));
    }
  }

  @Test
  void googleIsReadAsItTells() throws IOException {
    Files.writeString(folder.resolve("product_name"), "Google Compute Engine\n");
    try (MetadataServer server = new MetadataServer(MetadataServer::google)) {
      Value.Tree tree =
          metadata(AUTO, server.base()).gather(Optional.of(Key.of("gce.instance.id")));
      assertThat(at(tree, "gce.instance.id")).isEqualTo("4520031799277581759");
      assertThat(at(tree, "gce.instance.networkInterfaces.0.ip")).isEqualTo("10.164.0.5");
      assertThat(at(tree, "cloud"))
          .isEqualTo(
              "{'provider': 'gce', 'local_hostname': 'execute-1.europe-west4-a.c.my-project.internal',"
                  + " 'public_ipv4_addrs': ['34.90.1.2'], 'public_ipv4': '34.90.1.2',"
                  + " 'local_ipv4_addrs': ['10.164.0.5'], 'local_ipv4': '10.164.0.5'}");
    }
  }

  @ParameterizedTest
  @CsvSource({"sys_vendor,QEMU", "sys_vendor,Microsoft Corporation", "none,x"})
  void offCloudNothingIsAsked(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
    try (MetadataServer server = new MetadataServer(MetadataServer::azure)) {
      Value.Tree tree = metadata(AUTO, server.base()).gather(Optional.empty());
      assertThat(at(tree, "cloud")).isEqualTo("None");
      assertThat(tree.values()).containsOnlyKeys("cloud");
      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void aKeyOfAnotherProviderIsNotAskedFor() throws IOException {
    try (MetadataServer server = new MetadataServer(MetadataServer::azure)) {
      Value.Tree tree =
          metadata("azure", server.base()).gather(Optional.of(Key.of("ec2.instance_id")));
      assertThat(tree.isEmpty()).isTrue();
      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void anAnswerIsKeptForAWhile() throws IOException {
    try (MetadataServer server = new MetadataServer(MetadataServer::azure)) {
      Value.Tree first = metadata("azure", server.base()).gather(Optional.empty());
      now = now.plusSeconds(299);
      assertThat(metadata("azure", server.base()).gather(Optional.empty())).isEqualTo(first);
      assertThat(server.requests).hasSize(1);
      now = now.plusSeconds(2);
      assertThat(metadata("azure", server.base()).gather(Optional.empty())).isEqualTo(first);
      assertThat(server.requests).hasSize(2);
      now = now.minusSeconds(3600);
      assertThat(metadata("azure", server.base()).gather(Optional.empty())).isEqualTo(first);
      assertThat(server.requests).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"source\": 1}", "\u0000"})
  void aKeptAnswerThatIsBrokenIsAskedForAgain(String text) throws IOException {
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(folder.resolve("run/metadata.json"), text);
    try (MetadataServer server = new MetadataServer(MetadataServer::azure)) {
      Value.Tree tree = metadata("azure", server.base()).gather(Optional.empty());
      assertThat(at(tree, "azure.metadata.compute.sku")).isEqualTo("8_7-hpc-gen2");
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void whoAsksForPatienceIsAskedAgain() throws IOException {
    AtomicInteger count = new AtomicInteger();
    MetadataServer.Answers busy =
        exchange -> {
          int status = List.of(429, 503, 200).get(Math.min(2, count.getAndIncrement()));
          if (status == 200) {
            MetadataServer.azure(exchange);
          } else {
            MetadataServer.send(exchange, status, "Too many requests");
          }
        };
    try (MetadataServer server = new MetadataServer(busy)) {
      Value.Tree tree = metadata("azure", server.base()).gather(Optional.empty());
      assertThat(at(tree, "azure.metadata.compute.location")).isEqualTo("westeurope");
      assertThat(warnings).isEmpty();
    }
  }

  @Test
  void whatWasToldEarlierIsBetterThanNothing() throws IOException {
    AtomicInteger status = new AtomicInteger(200);
    MetadataServer.Answers answers =
        exchange -> {
          if (status.get() == 200) {
            MetadataServer.azure(exchange);
          } else {
            MetadataServer.send(exchange, status.get(), "");
          }
        };
    try (MetadataServer server = new MetadataServer(answers)) {
      Value.Tree first = metadata("azure", server.base()).gather(Optional.empty());
      status.set(404);
      now = now.plusSeconds(3600);
      assertThat(metadata("azure", server.base()).gather(Optional.empty())).isEqualTo(first);
      assertThat(warnings)
          .containsExactly(
              "the metadata service of azure can not be used: it answers 404; what it told earlier is taken");
    }
  }

  private void assertNothing(String provider, URI base, String warning) {
    warnings.clear();
    long start = System.nanoTime();
    Value.Tree tree = metadata(provider, base).gather(Optional.empty());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    assertThat(tree.isEmpty()).isTrue();
    assertThat(warnings).singleElement().asString().contains(warning);
    assertThat(folder.resolve("run/metadata.json")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"azure", "ec2", "gce"})
  void garbageIsNoMetadata(String provider) throws IOException {
    for (String garbage :
        List.of(
            "<html>Sign in</html>",
            "",
            "[1]",
            "{}",
            "{\"compute\": 1, \"instance\"",
            "\u0001\u0002")) {
      try (MetadataServer server =
          new MetadataServer(exchange -> MetadataServer.send(exchange, 200, garbage))) {
        assertNothing(
            provider, server.base(), "the metadata service of " + provider + " can not be used");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"azure", "ec2", "gce"})
  void errorsAreToldWithTheirNumber(String provider) throws IOException {
    for (int status : List.of(403, 404, 500, 429)) {
      try (MetadataServer server =
          new MetadataServer(exchange -> MetadataServer.send(exchange, status, "{\"error\": 1}"))) {
        assertNothing(provider, server.base(), String.valueOf(status));
      }
    }
  }

  @Test
  void whoNeverAnswersOrDripsIsLeft() throws IOException {
    MetadataServer.Answers never =
        exchange -> {
          try {
            Thread.sleep(5_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    MetadataServer.Answers dripping =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            for (byte letter : "{\"compute\": {}}".getBytes(StandardCharsets.UTF_8)) {
              exchange.getResponseBody().write(letter);
              exchange.getResponseBody().flush();
              Thread.sleep(400);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    for (MetadataServer.Answers answers : List.of(never, dripping)) {
      try (MetadataServer server = new MetadataServer(answers)) {
        assertNothing("azure", server.base(), "did not answer in time");
      }
    }
  }

  @Test
  void whereNobodyListensIsTold() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertNothing("azure", URI.create("http://127.0.0.1:" + port), "connection refused");
  }

  @Test
  void aServiceThatTellsOfEverMoreIsLeft() throws IOException {
    MetadataServer.Answers endless =
        exchange ->
            MetadataServer.send(
                exchange, 200, exchange.getRequestMethod().equals("PUT") ? "token" : "more/\nand/");
    try (MetadataServer server = new MetadataServer(endless)) {
      assertNothing("ec2", server.base(), "the metadata service of ec2 can not be used");
    }
  }
}
