package io.jetpack.cli.message.amqp;

import static io.jetpack.cli.message.amqp.Opening.fate;
import static io.jetpack.cli.message.amqp.Opening.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.GetResponse;
import io.jetpack.cli.message.broker.Body;
import io.jetpack.cli.message.broker.BrokerKind;
import io.jetpack.cli.message.broker.BrokerSession;
import io.jetpack.cli.message.broker.Cluster;
import io.jetpack.cli.message.broker.Fate;
import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.message.broker.TestBroker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of messages, by the word of real brokers. */
@ParameterizedClass
@EnumSource(BrokerKind.class)
@Timeout(60)
class PublishingTest {

  private final BrokerKind kind;
  private TestBroker broker;
  private Cluster cluster;
  private BrokerSession session;

  PublishingTest(BrokerKind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void connect() throws Exception {
    broker = kind.broker();
    cluster = new Cluster(broker);
    cluster.declareQueue(Map.of());
    session = open(broker.uri());
  }

  @AfterEach
  void disconnect() throws Exception {
    if (session != null) {
      session.close();
      assertThat(Opening.threads()).isEmpty();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  private List<Fate> fates(List<CompletableFuture<Fate>> futures) throws Exception {
    List<Fate> fates = new ArrayList<>();
    for (CompletableFuture<Fate> future : futures) {
      fates.add(fate(future));
    }
    return fates;
  }

  @Test
  void a_confirmed_message_is_in_the_queue_with_all_that_it_says() throws Exception {
    Message message = cluster.message("{\"ä\": 1}");
    assertThat(fate(session.publish(message))).isEqualTo(new Fate.Confirmed());
    assertThat(cluster.takeAll())
        .singleElement()
        .satisfies(seen -> {
          assertThat(seen.getBody()).isEqualTo(message.body().bytes());
          assertThat(seen.getEnvelope().getExchange()).isEqualTo("cyclecloud");
          assertThat(seen.getEnvelope().getRoutingKey()).isEqualTo(cluster.name());
          assertThat(seen.getProps().getMessageId()).isEqualTo(message.id());
          assertThat(seen.getProps().getType()).isEqualTo("log");
          assertThat(seen.getProps().getAppId()).isEqualTo("jetpack");
          assertThat(seen.getProps().getContentType()).isEqualTo("application/json");
          assertThat(seen.getProps().getDeliveryMode()).isEqualTo(2);
          assertThat(seen.getProps().getTimestamp())
              .isEqualTo(Date.from(Instant.parse("2026-01-02T03:04:05Z")));
          assertThat(seen.getProps().getHeaders()).hasSize(2);
          assertThat(seen.getProps().getHeaders().get("cluster")).hasToString("demo");
          assertThat(seen.getProps().getHeaders().get("node")).hasToString("node-1");
        });
  }

  @Test
  void a_body_may_be_empty_or_as_large_as_the_broker_takes() throws Exception {
    byte[] large = new byte[TestBroker.LIMIT_BYTES];
    large[large.length - 1] = 1;
    assertThat(fate(session.publish(Cluster.message(cluster.name(), Body.of("")))))
        .isEqualTo(new Fate.Confirmed());
    assertThat(fate(session.publish(Cluster.message(cluster.name(), Body.of(large)))))
        .isEqualTo(new Fate.Confirmed());
    assertThat(cluster.takeAll())
        .extracting(GetResponse::getBody)
        .containsExactly(new byte[0], large);
  }

  @Test
  void thousands_are_confirmed_and_stay_in_order() throws Exception {
    List<String> texts = IntStream.range(0, 5000).mapToObj(String::valueOf).toList();
    List<CompletableFuture<Fate>> futures =
        texts.stream().map(text -> session.publish(cluster.message(text))).toList();
    assertThat(fates(futures)).containsOnly(new Fate.Confirmed());
    assertThat(cluster.takeTexts()).isEqualTo(texts);
  }

  @Test
  void what_no_queue_is_bound_to_comes_back_and_all_others_pass() throws Exception {
    List<CompletableFuture<Fate>> futures = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      boolean bound = number % 3 != 0;
      futures.add(
          session.publish(
              bound
                  ? cluster.message("" + number)
                  : Cluster.message("nobody.is.bound", Body.of("" + number))));
    }
    List<Fate> fates = fates(futures);
    for (int number = 0; number < fates.size(); number++) {
      if (number % 3 != 0) {
        assertThat(fates.get(number)).isEqualTo(new Fate.Confirmed());
      } else {
        assertThat(fates.get(number))
            .isInstanceOfSatisfying(
                Fate.Unroutable.class,
                fate -> assertThat(fate.reason()).containsIgnoringCase("no"));
      }
    }
    assertThat(cluster.takeTexts()).hasSize(13);
    assertThat(session.isOpen()).isTrue();
  }

  private Message tooLarge() {
    return Cluster.message(cluster.name(), Body.of(new byte[TestBroker.LIMIT_BYTES + 1]));
  }

  @Test
  void what_is_too_large_is_rejected_when_it_is_alone() throws Exception {
    assertThat(fate(session.publish(cluster.message("before")))).isEqualTo(new Fate.Confirmed());
    assertThat(fate(session.publish(tooLarge())))
        .isInstanceOfSatisfying(
            Fate.Rejected.class, fate -> assertThat(fate.reason()).contains("1048576"));
    if (kind == BrokerKind.RABBITMQ) {
      assertThat(session.isOpen()).isTrue();
    }
    if (session.isOpen()) {
      assertThat(fate(session.publish(cluster.message("after")))).isEqualTo(new Fate.Confirmed());
      assertThat(cluster.takeTexts()).containsExactly("before", "after");
    }
  }

  private List<Fate> fatesOfTooLargeAmongOthers() throws Exception {
    List<CompletableFuture<Fate>> futures = new ArrayList<>();
    futures.add(session.publish(tooLarge()));
    for (int number = 0; number < 500; number++) {
      futures.add(session.publish(cluster.message("" + number)));
    }
    return fates(futures);
  }

  @Test
  void among_others_it_makes_all_doubtful_and_nothing_overtakes() throws Exception {
    List<Fate> fates = fatesOfTooLargeAmongOthers();
    while (fates.getFirst() instanceof Fate.Rejected) {
      // the broker was quicker than this thread: there were no others yet
      assertThat(fates).filteredOn(fate -> fate instanceof Fate.Rejected).hasSize(1);
      session.close();
      session = open(broker.uri());
      List<String> _ = cluster.takeTexts();
      fates = fatesOfTooLargeAmongOthers();
    }
    assertThat(fates)
        .allSatisfy(fate -> assertThat(fate).isInstanceOfAny(Fate.Doubtful.class, Fate.Lost.class));
    assertThat(fates.getFirst()).isInstanceOf(Fate.Doubtful.class);
    assertThat(session.isOpen()).isFalse();
    assertThat(fate(session.publish(cluster.message("later")))).isInstanceOf(Fate.Lost.class);
    assertThat(cluster.takeTexts()).isEmpty();
  }

  @Test
  void a_topic_that_the_user_may_not_write_is_rejected() throws Exception {
    try (BrokerSession limited =
        open(broker.uri().replace(TestBroker.USER + ":", TestBroker.LIMITED_USER + ":"))) {
      assertThat(fate(limited.publish(Cluster.message("forbidden.key", Body.of("x")))))
          .isInstanceOfSatisfying(
              Fate.Rejected.class,
              fate -> assertThat(fate.reason()).containsIgnoringCase("cyclecloud"));
    }
  }

  @Test
  void an_exchange_that_vanishes_costs_no_message() throws Exception {
    assumeTrue(kind == BrokerKind.RABBITMQ, "Qpid deletes no exchange with bindings");
    cluster.deleteExchange();
    assertThat(fate(session.publish(cluster.message("x"))))
        .isInstanceOfAny(Fate.Lost.class, Fate.Unroutable.class);
    assertThat(session.isOpen()).isFalse();
    try (BrokerSession next = open(broker.uri())) {
      cluster.declareQueue(Map.of());
      assertThat(fate(next.publish(cluster.message("x")))).isEqualTo(new Fate.Confirmed());
    }
  }

  @Test
  void a_full_queue_is_no_reason_to_give_a_message_up() throws Exception {
    try (Cluster full = new Cluster(broker)) {
      full.declareQueue(
          kind == BrokerKind.RABBITMQ
              ? Map.of("x-max-length", 1, "x-overflow", "reject-publish")
              : Map.of("qpid.policy_type", "reject", "qpid.max_count", 1));
      assertThat(fate(session.publish(full.message("first")))).isEqualTo(new Fate.Confirmed());
      assertThat(fate(session.publish(full.message("second")))).isInstanceOf(Fate.Deferred.class);
      assertThat(session.isOpen()).isTrue();
      assertThat(fate(session.publish(cluster.message("x")))).isEqualTo(new Fate.Confirmed());
      assertThat(full.takeTexts()).containsExactly("first");
    }
  }

  @Test
  void what_amqp_can_not_say_is_rejected_without_asking() throws Exception {
    Message message = cluster.message("x");
    Message longHeader =
        new Message(
            "1",
            message.rank(),
            "send",
            message.routingKey(),
            "text/plain",
            message.timestamp(),
            Map.of("key", "v".repeat(200_000)),
            message.body());
    assertThat(fate(session.publish(longHeader)))
        .isInstanceOfSatisfying(
            Fate.Rejected.class, fate -> assertThat(fate.reason()).startsWith("the headers have"));
    Message longName =
        new Message(
            "1",
            message.rank(),
            "send",
            message.routingKey(),
            "text/plain",
            message.timestamp(),
            Map.of("k".repeat(256), "value"),
            message.body());
    assertThat(fate(session.publish(longName)))
        .isInstanceOfSatisfying(
            Fate.Rejected.class,
            fate ->
                assertThat(fate.reason()).startsWith("'kkkkkkkkkkkkkkkkkkkk...' has 256 bytes"));
    assertThat(fate(session.publish(message))).isEqualTo(new Fate.Confirmed());
  }

  @Test
  void a_broker_with_a_full_disk_says_so_and_nobody_waits_for_it() throws Exception {
    assumeTrue(kind == BrokerKind.RABBITMQ, "Qpid tells nobody that its disk is full");
    broker.diskFull(true);
    try {
      CompletableFuture<Fate> future = session.publish(cluster.message("x"));
      for (int number = 0; number < 40; number++) {
        CompletableFuture<Fate> ignored =
            session.publish(Cluster.message(cluster.name(), Body.of(new byte[1_000_000])));
      }
      await(() -> session.blocked().isPresent());
      assertThat(session.blocked().orElseThrow()).contains("takes nothing now").contains("disk");
      assertThat(future).isNotDone();
      broker.diskFull(false);
      await(() -> session.blocked().isEmpty());
      assertThat(fate(future)).isEqualTo(new Fate.Confirmed());
    } finally {
      broker.diskFull(false);
    }
  }

  @Test
  void a_session_is_closed_in_a_second_while_the_disk_is_full() throws Exception {
    assumeTrue(kind == BrokerKind.RABBITMQ, "Qpid tells nobody that its disk is full");
    broker.diskFull(true);
    try {
      List<CompletableFuture<Fate>> futures = new ArrayList<>();
      for (int number = 0; number < 40; number++) {
        futures.add(session.publish(Cluster.message(cluster.name(), Body.of(new byte[1_000_000]))));
      }
      await(() -> session.blocked().isPresent());
      long start = System.nanoTime();
      session.close();
      assertThat(System.nanoTime() - start).isLessThan(1_000_000_000);
      assertThat(fates(futures)).hasOnlyElementsOfType(Fate.Lost.class);
    } finally {
      broker.diskFull(false);
    }
  }

  static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
      Thread.sleep(10);
    }
  }
}
