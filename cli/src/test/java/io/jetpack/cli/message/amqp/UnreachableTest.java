package io.jetpack.cli.message.amqp;

import static io.jetpack.cli.message.amqp.Opening.refusal;
import static io.jetpack.cli.message.amqp.Opening.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jetpack.cli.message.broker.Broker;
import io.jetpack.cli.message.broker.BrokerKind;
import io.jetpack.cli.message.broker.BrokerUnavailableException;
import io.jetpack.cli.message.broker.Certificates;
import io.jetpack.cli.node.SettingsForTests;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said when there is no broker at all, or files are wrong. */
@Timeout(60)
class UnreachableTest {

  @TempDir Path directory;

  @AfterEach
  void nothing_is_left() throws InterruptedException {
    PublishingTest.await(() -> Opening.threads().findAny().isEmpty());
  }

  private static ServerSocket server() throws Exception {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @Test
  void without_a_uri_there_is_no_broker() {
    assertThat(AmqpBroker.of(SettingsForTests.amqp())).isEmpty();
  }

  @Test
  void a_broker_as_text_has_no_password() {
    assertThat(AmqpBroker.of(settings("amqp://u:sesame@localhost")).orElseThrow())
        .hasToString("amqp://localhost:5672");
  }

  @Test
  void nobody_listens() throws Exception {
    int port;
    try (ServerSocket server = server()) {
      port = server.getLocalPort();
    }
    assertThat(refusal("amqp://u:p@127.0.0.1:" + port))
        .isEqualTo(
            "the broker '127.0.0.1:%d' refuses connections; see whether it runs and listens on that port"
                .formatted(port));
  }

  @Test
  void there_is_no_such_host() throws Exception {
    assertThat(refusal("amqps://u:p@no-such-host.invalid"))
        .isEqualTo(
            "there is no host 'no-such-host.invalid'; correct amqp.uri, or see whether names are"
                + " found on this node");
  }

  @Test
  void who_listens_and_says_nothing_costs_no_more_than_the_limit() throws Exception {
    try (ServerSocket server = server()) {
      for (String scheme : List.of("amqp", "amqps")) {
        Broker broker =
            AmqpBroker.of(settings(scheme + "://u:p@127.0.0.1:" + server.getLocalPort()))
                .orElseThrow();
        long start = System.nanoTime();
        assertThatThrownBy(() -> broker.open(Duration.ofMillis(500)))
            .isInstanceOf(BrokerUnavailableException.class)
            .hasMessageMatching(
                "the broker '127.0.0.1:\\d+' (did not answer within 500ms .*|does not answer; .*)");
        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
      }
    }
  }

  @Test
  void who_speaks_another_language_is_no_broker() throws Exception {
    for (String scheme : List.of("amqp", "amqps")) {
      try (ServerSocket server = server()) {
        Thread answer =
            Thread.ofVirtual()
                .start(() -> {
                  try (Socket socket = server.accept()) {
                    socket
                        .getOutputStream()
                        .write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII));
                    int ignored = socket.getInputStream().read();
                  } catch (java.io.IOException e) {
                    // the client has gone
                  }
                });
        assertThat(refusal(scheme + "://u:p@127.0.0.1:" + server.getLocalPort()))
            .contains("'127.0.0.1:" + server.getLocalPort() + "'")
            .containsAnyOf("broke the greeting off", "speaks no TLS");
        answer.join();
      }
    }
  }

  @Test
  void opening_can_be_interrupted() throws Exception {
    try (ServerSocket server = server()) {
      Broker broker =
          AmqpBroker.of(settings("amqp://u:p@127.0.0.1:" + server.getLocalPort())).orElseThrow();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> broker.open(Duration.ofSeconds(30)))
          .isInstanceOf(InterruptedException.class);
    }
  }

  private String tls(String... lines) throws Exception {
    String[] all = new String[lines.length + 1];
    all[0] = "uri = 'amqps://u:p@localhost:1'";
    System.arraycopy(lines, 0, all, 1, lines.length);
    return refusal(SettingsForTests.amqp(all));
  }

  private Path file(String name, String text) throws Exception {
    Path file = Files.writeString(directory.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  @Test
  void an_authority_that_is_none_is_told() throws Exception {
    assertThat(tls("ca_file = '/no/such/file'"))
        .isEqualTo("amqp.ca_file names '/no/such/file', which is not there");
    Path file = file("ca.pem", "");
    assertThat(tls("ca_file = '%s'".formatted(file)))
        .isEqualTo(
            "amqp.ca_file '%s' holds no certificate; it has to be PEM, with -----BEGIN CERTIFICATE-----"
                .formatted(file));
    Files.writeString(file, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertThat(tls("ca_file = '%s'".formatted(file)))
        .startsWith("amqp.ca_file '%s' has a damaged certificate, number 1: ".formatted(file));
    assertThat(tls("ca_file = '%s'".formatted(directory)))
        .isEqualTo("amqp.ca_file '%s' is a directory, not a file".formatted(directory));
  }

  @Test
  void a_key_that_is_none_or_of_somebody_else_is_told() throws Exception {
    Certificates certificates = BrokerKind.certificates();
    String certificate = "certificate_file = '%s'".formatted(certificates.client());
    Path key = file("key.pem", "");
    String setting = "key_file = '%s'".formatted(key);
    assertThat(tls(certificate, setting))
        .isEqualTo(
            "amqp.key_file '%s' holds no key; it has to be PEM, with -----BEGIN PRIVATE KEY-----"
                .formatted(key));
    Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assertThat(tls(certificate, setting))
        .isEqualTo(
            "amqp.key_file '%s' is damaged, or no RSA key as amqp.certificate_file has it"
                .formatted(key));
    Files.writeString(
        key, "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
    assertThat(tls(certificate, setting))
        .isEqualTo(
            "amqp.key_file '%s' is of the kind 'RSA PRIVATE KEY'; openssl pkcs8 -topk8 -nocrypt -in '%s' makes one that can be read"
                .formatted(key, key));
    Files.writeString(key, Files.readString(certificates.serverKey()));
    assertThat(tls(certificate, setting))
        .isEqualTo(
            "amqp.key_file '%s' is not the key of the first certificate in amqp.certificate_file"
                .formatted(key));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(tls(certificate, setting))
        .startsWith("amqp.key_file '%s' can be reached by others (rw-r--r--); ".formatted(key));
  }
}
