package io.jetpack.cli.message.amqp;

import static io.jetpack.cli.message.amqp.Opening.fate;
import static io.jetpack.cli.message.amqp.Opening.open;
import static io.jetpack.cli.message.amqp.Opening.openImpatient;
import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.message.broker.Body;
import io.jetpack.cli.message.broker.BrokerKind;
import io.jetpack.cli.message.broker.BrokerSession;
import io.jetpack.cli.message.broker.Cluster;
import io.jetpack.cli.message.broker.Fate;
import io.jetpack.cli.message.broker.TcpProxy;
import io.jetpack.cli.message.broker.TestBroker;
import io.jetpack.cli.node.SettingsForTests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of messages when the network or the broker fails. */
@ParameterizedClass
@EnumSource(BrokerKind.class)
@Timeout(120)
class BadNetworkTest {

  private static final long SECOND = 1_000_000_000;

  private final BrokerKind kind;
  private TestBroker broker;
  private Cluster cluster;
  private TcpProxy network;
  private BrokerSession session;

  BadNetworkTest(BrokerKind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void connect() throws Exception {
    broker = kind.broker();
    cluster = new Cluster(broker);
    cluster.declareQueue(Map.of());
    network = new TcpProxy(broker.port());
    session = openImpatient(broker.uri(network.port()));
    assertThat(fate(session.publish(cluster.message("first")))).isEqualTo(new Fate.Confirmed());
  }

  @AfterEach
  void disconnect() throws Exception {
    if (session != null) {
      session.close();
      assertThat(Opening.threads()).isEmpty();
    }
    if (network != null) {
      network.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  private List<CompletableFuture<Fate>> megabytes(int count) {
    List<CompletableFuture<Fate>> futures = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      futures.add(session.publish(Cluster.message(cluster.name(), Body.of(new byte[1_000_000]))));
    }
    return futures;
  }

  private void assertAllIsLostSoon(List<CompletableFuture<Fate>> futures) throws Exception {
    for (CompletableFuture<Fate> future : futures) {
      assertThat(fate(future)).isInstanceOf(Fate.Lost.class);
    }
    assertThat(session.isOpen()).isFalse();
    assertThat(fate(session.publish(cluster.message("later")))).isInstanceOf(Fate.Lost.class);
    PublishingTest.await(() -> Opening.threads().findAny().isEmpty());
  }

  @Test
  void a_connection_that_is_cut_loses_what_was_on_its_way() throws Exception {
    network.stall(TcpProxy.Direction.TO_CLIENT);
    List<CompletableFuture<Fate>> futures = megabytes(3);
    network.cut();
    assertAllIsLostSoon(futures);
  }

  @Test
  void a_connection_that_is_reset_loses_what_was_on_its_way() throws Exception {
    network.stall(TcpProxy.Direction.TO_CLIENT);
    List<CompletableFuture<Fate>> futures = megabytes(3);
    network.reset();
    assertAllIsLostSoon(futures);
  }

  @Test
  void a_network_that_swallows_the_answers_is_noticed_by_heartbeats() throws Exception {
    network.stall(TcpProxy.Direction.TO_CLIENT);
    long start = System.nanoTime();
    assertAllIsLostSoon(List.of(session.publish(cluster.message("x"))));
    assertThat(System.nanoTime() - start).isLessThan(6 * SECOND);
  }

  @Test
  void a_network_that_takes_nothing_keeps_nobody_waiting_in_the_middle_of_a_write()
      throws Exception {
    network.stall(TcpProxy.Direction.TO_BROKER);
    long start = System.nanoTime();
    List<CompletableFuture<Fate>> futures = megabytes(50);
    assertThat(System.nanoTime() - start).isLessThan(SECOND);
    // the broker misses our heartbeats and ends the connection
    assertAllIsLostSoon(futures);
    assertThat(System.nanoTime() - start).isLessThan(20 * SECOND);
  }

  @Test
  void a_session_in_the_middle_of_a_stalled_write_is_closed_in_a_second() throws Exception {
    network.stall(TcpProxy.Direction.TO_BROKER);
    List<CompletableFuture<Fate>> futures = megabytes(50);
    Thread.sleep(200);
    long start = System.nanoTime();
    session.close();
    assertThat(System.nanoTime() - start).isLessThan(SECOND);
    assertThat(Opening.threads()).isEmpty();
    assertAllIsLostSoon(futures);
  }

  @Test
  void the_same_holds_with_tls() throws Exception {
    try (TcpProxy other = new TcpProxy(broker.tlsPort())) {
      BrokerSession encrypted =
          open(
              SettingsForTests.amqp(
                  "uri = 'amqps://%s:%s@localhost:%d/test'"
                      .formatted(TestBroker.USER, TestBroker.PASSWORD, other.port()),
                  "ca_file = '%s'".formatted(BrokerKind.certificates().ca()),
                  "heartbeat = '1s'"));
      assertThat(fate(encrypted.publish(cluster.message("x")))).isEqualTo(new Fate.Confirmed());
      other.stall(TcpProxy.Direction.TO_BROKER);
      for (int number = 0; number < 50; number++) {
        CompletableFuture<Fate> ignored =
            encrypted.publish(Cluster.message(cluster.name(), Body.of(new byte[1_000_000])));
      }
      Thread.sleep(200);
      long start = System.nanoTime();
      encrypted.close();
      assertThat(System.nanoTime() - start).isLessThan(SECOND);
    }
  }

  @Test
  void a_session_without_answers_is_closed_in_a_second() throws Exception {
    network.stall(TcpProxy.Direction.TO_CLIENT);
    long start = System.nanoTime();
    session.close();
    assertThat(System.nanoTime() - start).isLessThan(SECOND);
    assertThat(Opening.threads()).isEmpty();
  }

  @Test
  void a_slow_network_is_no_broken_one() throws Exception {
    network.slow(3_000_000);
    List<CompletableFuture<Fate>> futures = megabytes(2);
    for (CompletableFuture<Fate> future : futures) {
      assertThat(fate(future)).isEqualTo(new Fate.Confirmed());
    }
  }

  @Test
  void a_killed_broker_loses_what_it_did_not_confirm_and_nothing_else() throws Exception {
    List<CompletableFuture<Fate>> futures = new ArrayList<>();
    for (int number = 0; number < 3000; number++) {
      futures.add(session.publish(cluster.message("" + number)));
    }
    assertThat(fate(futures.getFirst())).isEqualTo(new Fate.Confirmed());
    broker.kill();
    List<String> confirmed = new ArrayList<>(List.of("first"));
    for (int number = 0; number < futures.size(); number++) {
      Fate fate = fate(futures.get(number));
      assertThat(fate).isInstanceOfAny(Fate.Confirmed.class, Fate.Lost.class);
      if (fate instanceof Fate.Confirmed) {
        confirmed.add("" + number);
      }
    }
    assertThat(session.isOpen()).isFalse();
    String queue = cluster.name();
    broker.restart();
    try (BrokerSession next = open(broker.uri());
        Cluster again = new Cluster(broker, queue)) {
      if (kind == BrokerKind.RABBITMQ) {
        assertThat(again.takeTexts()).containsAll(confirmed);
      }
      // as a cluster does when it finds its broker again: Qpid's memory is gone, and RabbitMQ has
      // been seen to come back with the queue and without what was bound to it a moment before
      again.declareQueue(Map.of());
      assertThat(fate(next.publish(again.message("x")))).isEqualTo(new Fate.Confirmed());
      assertThat(again.takeTexts()).contains("x");
    }
    System.out.printf(
        "%s was killed: %d of %d messages were confirmed before%n",
        broker, confirmed.size() - 1, futures.size());
  }
}
