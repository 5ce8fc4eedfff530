package io.jetpack.cli.message.amqp;

import static io.jetpack.cli.message.amqp.Opening.fate;
import static io.jetpack.cli.message.amqp.Opening.open;
import static io.jetpack.cli.message.amqp.Opening.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jetpack.cli.message.broker.Body;
import io.jetpack.cli.message.broker.BrokerKind;
import io.jetpack.cli.message.broker.BrokerSession;
import io.jetpack.cli.message.broker.Certificates;
import io.jetpack.cli.message.broker.Cluster;
import io.jetpack.cli.message.broker.Fate;
import io.jetpack.cli.message.broker.TcpProxy;
import io.jetpack.cli.message.broker.TestBroker;
import io.jetpack.cli.node.SettingsForTests;
import io.jetpack.cli.node.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How a session comes about with real brokers, and what is said when it does not. */
@ParameterizedClass
@EnumSource(BrokerKind.class)
@Timeout(60)
class ConnectingTest {

  @TempDir Path directory;

  private final BrokerKind kind;
  private TestBroker broker;
  private Certificates certificates;

  ConnectingTest(BrokerKind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void start() throws Exception {
    broker = kind.broker();
    certificates = BrokerKind.certificates();
  }

  @AfterEach
  void nothing_is_left() throws InterruptedException {
    PublishingTest.await(() -> Opening.threads().findAny().isEmpty());
  }

  private String place(int port) {
    return "'127.0.0.1:" + port + "'";
  }

  private static String local(int port, String who) {
    return "amqps://%slocalhost:%d/%s".formatted(who, port, TestBroker.VIRTUAL_HOST);
  }

  private static String withPassword() {
    return TestBroker.USER + ":" + TestBroker.PASSWORD + "@";
  }

  private static Settings.Amqp tls(String uri, String... more) {
    List<String> lines = new ArrayList<>(List.of("uri = '%s'".formatted(uri)));
    lines.addAll(List.of(more));
    return SettingsForTests.amqp(lines.toArray(String[]::new));
  }

  private static void assertItPublishes(BrokerSession session) throws Exception {
    assertThat(fate(session.publish(Cluster.message("nobody.is.bound", Body.of("x")))))
        .isInstanceOf(Fate.Unroutable.class);
  }

  @Test
  void the_password_is_wrong() throws Exception {
    assertThat(refusal(broker.uri().replace(TestBroker.PASSWORD, "another")))
        .isEqualTo(
            "the broker %s does not let user 'jetpack' in with this password; correct"
                    .formatted(place(broker.port()))
                + " amqp.credentials_file or amqp.uri");
  }

  @Test
  void there_is_no_such_virtual_host() throws Exception {
    assertThat(refusal(broker.uri().replace("/test", "/elsewhere")))
        .startsWith(
            "the broker %s has no virtual host 'elsewhere' for user 'jetpack' ("
                .formatted(place(broker.port())))
        .endsWith("; correct amqp.uri, or the user's permissions");
  }

  @Test
  void the_virtual_host_is_closed_to_the_user() throws Exception {
    assumeTrue(kind == BrokerKind.RABBITMQ, "Qpid here has one virtual host, open to all");
    assertThat(refusal(broker.uri().replace("/test", "/closed")))
        .contains("has no virtual host 'closed' for user 'jetpack' (")
        .contains("refused for user");
  }

  @Test
  void an_exchange_of_another_kind_is_in_the_way() throws Exception {
    try (Cluster cluster = new Cluster(broker)) {
      cluster.declareExchange();
      cluster.deleteExchange();
      cluster.declareExchange("fanout", true);
      try {
        assertThat(refusal(broker.uri()))
            .startsWith(
                "the exchange 'cyclecloud' is there, but not durable and of type topic; have it"
                    + " removed: ");
      } finally {
        cluster.deleteExchange();
      }
    }
  }

  @Test
  void a_user_who_may_make_no_exchange_uses_one_that_is_there() throws Exception {
    assumeTrue(kind == BrokerKind.RABBITMQ, "Qpid here lets everybody make exchanges");
    String uri = broker.uri().replace(TestBroker.USER + ":", TestBroker.LIMITED_USER + ":");
    try (Cluster cluster = new Cluster(broker)) {
      cluster.declareExchange();
      try (BrokerSession session = open(uri)) {
        assertItPublishes(session);
      }
      cluster.deleteExchange();
      assertThat(refusal(uri))
          .startsWith("the exchange 'cyclecloud' is not there, and this user may not make it; ");
    }
  }

  @Test
  void the_password_comes_from_a_file_that_nobody_else_may_read() throws Exception {
    Path file = Files.writeString(directory.resolve("credentials"), "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Settings.Amqp settings =
        tls(
            "amqp://127.0.0.1:%d/test".formatted(broker.port()),
            "credentials_file = '%s'".formatted(file));
    for (String text : List.of("jetpack:%s\n", "jetpack\n%s\n", "jetpack\r\n%s")) {
      Files.writeString(file, text.formatted(TestBroker.PASSWORD));
      try (BrokerSession session = open(settings)) {
        assertItPublishes(session);
      }
    }
    for (String text : List.of("", "jetpack", "jetpack:", ":%s", "jetpack\n%s\nmore", "\n%s")) {
      Files.writeString(file, text.formatted(TestBroker.PASSWORD));
      assertThat(refusal(settings))
          .isEqualTo(
              "amqp.credentials_file '%s' has to hold USER:PASSWORD, or both on a line each, and nothing else"
                  .formatted(file));
    }
    Files.writeString(file, "jetpack:" + TestBroker.PASSWORD);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(refusal(settings))
        .isEqualTo(
            "amqp.credentials_file '%s' can be reached by others (rw-r-----); chmod 600 '%s', and change what is in it if others were there"
                .formatted(file, file));
    Files.delete(file);
    assertThat(refusal(settings))
        .isEqualTo("amqp.credentials_file names '%s', which is not there".formatted(file));
    Files.createDirectory(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    assertThat(refusal(settings))
        .isEqualTo("amqp.credentials_file '%s' is a directory, not a file".formatted(file));
  }

  @Test
  void tls_with_an_authority_of_ones_own() throws Exception {
    try (BrokerSession session =
        open(
            tls(
                local(broker.tlsPort(), withPassword()),
                "ca_file = '%s'".formatted(certificates.ca())))) {
      assertItPublishes(session);
    }
  }

  @Test
  void a_certificate_from_nobody_who_is_trusted() throws Exception {
    String expected =
        "the certificate of the broker 'localhost:%d' is from nobody who is trusted; write its authority's in amqp.ca_file"
            .formatted(broker.tlsPort());
    assertThat(refusal(tls(local(broker.tlsPort(), withPassword())))).isEqualTo(expected);
    assertThat(
            refusal(
                tls(
                    local(broker.tlsPort(), withPassword()),
                    "ca_file = '%s'".formatted(certificates.otherCa()))))
        .isEqualTo(expected);
  }

  @Test
  void a_certificate_for_another_host() throws Exception {
    assertThat(
            refusal(
                tls(
                    local(broker.tlsPort(), withPassword()).replace("localhost", "127.0.0.1"),
                    "ca_file = '%s'".formatted(certificates.ca()))))
        .isEqualTo(
            "the certificate of the broker '127.0.0.1:%d' is for another host; write in amqp.uri the name that it is for"
                .formatted(broker.tlsPort()));
  }

  @Test
  void the_client_certificate_is_the_log_in() throws Exception {
    String ca = "ca_file = '%s'".formatted(certificates.ca());
    String uri = local(broker.certificatePort(), "");
    try (BrokerSession session =
        open(
            tls(
                uri,
                ca,
                "certificate_file = '%s'".formatted(certificates.client()),
                "key_file = '%s'".formatted(certificates.clientKey())))) {
      assertItPublishes(session);
    }
    assertThat(
            refusal(
                tls(
                    uri,
                    ca,
                    "certificate_file = '%s'".formatted(certificates.otherCa()),
                    "key_file = '%s'".formatted(certificates.folder().resolve("other-ca.key")))))
        .contains("'localhost:%d' ".formatted(broker.certificatePort()))
        .contains("certificate");
  }

  @Test
  void without_tls_where_tls_is_spoken_and_the_other_way_round() throws Exception {
    assertThat(refusal(broker.uri(broker.tlsPort())))
        .isEqualTo(
            "%s broke the greeting off: it wants amqps://, has just ended, or is no AMQP broker; correct amqp.uri, and see whether it runs"
                .formatted(place(broker.tlsPort())));
    assertThat(refusal(tls(local(broker.port(), withPassword()))))
        .isEqualTo(
            "the broker 'localhost:%d' speaks no TLS on that port; correct amqp.uri"
                .formatted(broker.port()));
  }

  @Test
  void a_broker_that_answers_slowly_has_its_time_for_each_answer() throws Exception {
    Duration answer = Duration.ofSeconds(1);
    try (TcpProxy network = new TcpProxy(broker.port())) {
      network.slow(Duration.ofMillis(150).toNanos());
      Settings.Amqp settings = Opening.settings(broker.uri(network.port()));
      AmqpBroker slow = new AmqpBroker(settings, settings.uri().orElseThrow(), answer);
      long start = System.nanoTime();
      try (BrokerSession session = slow.open(Duration.ofSeconds(20))) {
        assertThat(System.nanoTime() - start).as("more than one").isGreaterThan(answer.toNanos());
        assertItPublishes(session);
      }
      assertThatThrownBy(() -> slow.open(Duration.ofMillis(900)).close())
          .hasMessageContaining("answers too slowly: there is no session after 900ms (while ");
    }
  }
}
