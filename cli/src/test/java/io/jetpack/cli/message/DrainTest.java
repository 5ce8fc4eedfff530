package io.jetpack.cli.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DrainTest {

  @TempDir Path directory;

  private final FakeBroker broker = new FakeBroker();
  private final List<String> heard = new ArrayList<>();
  private final Overflow overflow = new Overflow();
  private OutboxFolder folder;
  private Outbox outbox;
  private Drain drain;

  private Drain drain(Duration keepRefused, InstantSource clock) {
    DrainListener listener =
        new DrainListener() {
          @Override
          public void connected() {
            heard.add("connected");
          }

          @Override
          public void unavailable(String reason) {
            heard.add("unavailable: " + reason);
          }

          @Override
          public void refused(String routingKey, String reason) {
            heard.add("refused %s: %s".formatted(routingKey, reason));
          }

          @Override
          public void setAside(Path file, String reason) {
            heard.add("aside: " + reason);
          }

          @Override
          public void trouble(String what) {
            heard.add("trouble: " + what);
          }
        };
    return new Drain(folder, overflow, broker, listener, keepRefused, clock);
  }

  @BeforeEach
  void open() {
    folder = new OutboxFolder(directory.resolve("outbox"));
    outbox = new Outbox(folder, new OutboxLimits(10_000, 64 * 1024 * 1024), Messages.CLOCK);
    drain = drain(Duration.ofDays(1), Messages.CLOCK);
  }

  @AfterEach
  void close() {
    drain.close();
  }

  private void put(String key, String text) throws Exception {
    EntryName _ = outbox.put(Messages.sent(key, text.getBytes(StandardCharsets.UTF_8)));
    drain.nudge();
  }

  private void until(BooleanSupplier done) throws Exception {
    do {
      drain.step(Duration.ofMillis(200));
    } while (!done.getAsBoolean());
  }

  private List<String> taken() {
    return broker.taken.stream()
        .map(message -> new String(message.body().bytes(), StandardCharsets.UTF_8))
        .toList();
  }

  private int left() {
    try {
      return folder.list().messages().size();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  @Timeout(30)
  void a_step_that_was_woken_before_it_began_does_not_wait() throws Exception {
    drain.step(Duration.ZERO);
    drain.wake();
    drain.step(Duration.ofMinutes(10));
  }

  @Test
  @Timeout(30)
  void it_finishes_when_all_is_with_the_broker() throws Exception {
    drain.step(Duration.ZERO);
    put("k", "m");
    drain.finish(Duration.ofMinutes(10));
    assertThat(taken()).containsExactly("m");
    drain.finish(Duration.ofMinutes(10));
  }

  @Test
  void what_is_told_to_be_there_is_sent_although_no_look_is_due() throws Exception {
    put("k", "m0");
    until(() -> left() == 0);
    for (int i = 1; i < 20; i++) {
      EntryName name = outbox.put(Messages.sent("k", ("m" + i).getBytes(StandardCharsets.UTF_8)));
      drain.put(name);
      // told once more when it is gone
      drain.step(Duration.ofMillis(1));
      drain.put(name);
    }
    until(() -> left() == 0);
    assertThat(taken())
        .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> "m" + i).toList());
  }

  @Test
  void what_another_process_has_put_before_leaves_before() throws Exception {
    put("k", "m0");
    until(() -> left() == 0);
    EntryName _ = outbox.put(Messages.sent("k", "of another".getBytes(StandardCharsets.UTF_8)));
    drain.put(outbox.put(Messages.sent("k", "ours".getBytes(StandardCharsets.UTF_8))));
    until(() -> left() == 0);
    assertThat(taken()).containsExactly("m0", "of another", "ours");
  }

  @Test
  void everything_is_brought_to_the_broker_in_order_and_leaves_the_outbox() throws Exception {
    for (int i = 0; i < 300; i++) {
      put("k" + i % 3, "m" + i);
    }
    until(() -> left() == 0);
    for (int key = 0; key < 3; key++) {
      int which = key;
      assertThat(
              broker.taken.stream()
                  .filter(message -> message.routingKey().equals("k" + which))
                  .map(message -> new String(message.body().bytes(), StandardCharsets.UTF_8)))
          .containsExactlyElementsOf(
              IntStream.range(0, 300).filter(i -> i % 3 == which).mapToObj(i -> "m" + i).toList());
    }
    assertThat(heard).containsExactly("connected");
  }

  @Test
  void what_no_queue_wants_is_passed_by_the_others_and_comes_in_order_later() throws Exception {
    broker.answer =
        message ->
            message.routingKey().equals("lonely")
                ? new Fate.Unroutable("NO_ROUTE")
                : new Fate.Confirmed();
    for (int i = 0; i < 5; i++) {
      put("lonely", "lonely " + i);
      put("wanted", "wanted " + i);
    }
    until(() -> taken().size() == 5);
    assertThat(taken()).allMatch(text -> text.startsWith("wanted"));
    assertThat(left()).isEqualTo(5);
    assertThat(broker.seen.stream().filter(message -> message.routingKey().equals("lonely")))
        .as("one is tried, not all")
        .hasSize(1);
    broker.answer = message -> new Fate.Confirmed();
    until(() -> left() == 0);
    assertThat(taken().subList(5, 10))
        .containsExactly("lonely 0", "lonely 1", "lonely 2", "lonely 3", "lonely 4");
    assertThat(heard).containsExactly("connected", "refused lonely: NO_ROUTE");
  }

  @Test
  void what_no_queue_wants_for_too_long_is_set_aside_but_no_request_for_termination()
      throws Exception {
    drain =
        drain(Duration.ofMillis(1500), InstantSource.fixed(Instant.parse("2026-11-24T00:00:00Z")));
    broker.answer = _ -> new Fate.Unroutable("NO_ROUTE");
    put("lonely", "a");
    put("lonely", "b");
    EntryName terminate = outbox.put(Messages.terminate("gpu.sh"));
    until(() -> left() == 1);
    assertThat(folder.list().messages()).containsExactly(terminate);
    assertThat(heard)
        .contains("refused lonely: NO_ROUTE", "refused terminate: NO_ROUTE")
        .contains("aside: the broker refused it for too long: NO_ROUTE");
    until(() ->
        broker.seen.stream().filter(message -> message.type().equals("terminate")).count() >= 3);
    assertThat(folder.list().messages()).containsExactly(terminate);
  }

  /** As a service leaves it that has seen the broker refuse a key for 25 hours. */
  private void refusedForADay(String key, long lastSequence) {
    Refusals refusals = new Refusals(folder.refused(), Duration.ofDays(1), 0);
    refusals.tick(true, 0);
    assertThat(refusals.refused(key, lastSequence)).isEmpty();
    refusals.tick(true, Duration.ofHours(25).toNanos());
    refusals.save(0);
  }

  private static InstantSource yearsLater() {
    return InstantSource.fixed(Instant.parse("2031-01-01T00:00:00Z"));
  }

  @Test
  void how_long_a_key_was_refused_survives_a_restart() throws Exception {
    broker.answer = _ -> new Fate.Unroutable("NO_ROUTE");
    EntryName old = outbox.put(Messages.sent("lonely", new byte[] {1}));
    EntryName other = outbox.put(Messages.sent("other", new byte[] {2}));
    refusedForADay("lonely", old.sequence());
    EntryName young = outbox.put(Messages.sent("lonely", new byte[] {3}));
    drain = drain(Duration.ofDays(1), yearsLater());
    until(() -> left() == 2);
    assertThat(folder.list().messages()).containsExactlyInAnyOrder(other, young);
    until(() -> broker.seen.size() >= 5);
    assertThat(left()).as("what came later waits its own day").isEqualTo(2);
  }

  @Test
  void a_clock_that_jumps_ahead_sets_nothing_aside() throws Exception {
    broker.answer = _ -> new Fate.Unroutable("NO_ROUTE");
    drain = drain(Duration.ofDays(1), yearsLater());
    put("lonely", "a");
    until(() -> broker.seen.size() >= 3);
    assertThat(left()).isEqualTo(1);
  }

  @Test
  void numbers_that_are_given_again_after_a_reboot_make_no_message_old() throws Exception {
    broker.answer = _ -> new Fate.Unroutable("NO_ROUTE");
    EntryName _ = outbox.put(Messages.sent("lonely", new byte[] {1}));
    refusedForADay("lonely", 1000);
    until(() -> broker.seen.size() >= 2);
    assertThat(left()).isEqualTo(1);
  }

  @Test
  void among_many_the_one_that_the_broker_rejects_is_found_and_set_aside() throws Exception {
    put("k", "warm up");
    until(() -> left() == 0);
    for (int i = 0; i < 20; i++) {
      put("k", i == 7 ? "bad" : "m" + i);
    }
    List<Message> together = new ArrayList<>();
    broker.answer =
        message -> {
          String text = new String(message.body().bytes(), StandardCharsets.UTF_8);
          together.add(message);
          if (together.size() <= 20) {
            return new Fate.Doubtful("PRECONDITION_FAILED");
          }
          return text.equals("bad") ? new Fate.Rejected("too large") : new Fate.Confirmed();
        };
    until(() -> left() == 0);
    assertThat(taken())
        .containsExactlyElementsOf(
            IntStream.range(-1, 20)
                .filter(i -> i != 7)
                .mapToObj(i -> i < 0 ? "warm up" : "m" + i)
                .toList());
    assertThat(heard).contains("aside: the broker rejects it: too large");
    try (var files = Files.list(folder.aside())) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void a_rejected_request_for_termination_is_tried_again() throws Exception {
    broker.answer = _ -> new Fate.Rejected("ACCESS_REFUSED");
    EntryName terminate = outbox.put(Messages.terminate("gpu.sh"));
    until(() -> broker.seen.size() >= 2);
    assertThat(folder.list().messages()).containsExactly(terminate);
    broker.answer = _ -> new Fate.Confirmed();
    until(() -> left() == 0);
  }

  @Test
  void what_was_on_its_way_when_the_connection_broke_is_sent_again_in_order() throws Exception {
    put("k", "m0");
    until(() -> left() == 0);
    broker.silent = true;
    for (int i = 1; i < 10; i++) {
      put("k", "m" + i);
    }
    until(() -> broker.open.size() == 9);
    broker.silent = false;
    broker.cut();
    until(() -> left() == 0);
    assertThat(taken())
        .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> "m" + i).toList());
    assertThat(broker.sessions).hasValue(2);
    assertThat(heard).containsExactly("connected", "unavailable: cut", "connected");
    assertThat(broker.seen.get(1).id()).isEqualTo(broker.seen.get(10).id());
  }

  @Test
  void a_broker_that_is_away_is_tried_again_and_told_once() throws Exception {
    broker.away = Optional.of("refused by mq:5672");
    put("k", "a");
    long end = System.nanoTime() + Duration.ofMillis(2500).toNanos();
    until(() -> System.nanoTime() - end > 0);
    assertThat(heard).containsExactly("unavailable: refused by mq:5672");
    broker.away = Optional.empty();
    until(() -> left() == 0);
    assertThat(heard).containsExactly("unavailable: refused by mq:5672", "connected");
  }

  @Test
  void while_the_broker_is_blocked_nothing_is_published() throws Exception {
    broker.blocked = Optional.of("low on disk");
    put("k", "a");
    until(() -> heard.contains("unavailable: low on disk"));
    assertThat(broker.seen).isEmpty();
    broker.blocked = Optional.empty();
    until(() -> left() == 0);
  }

  @Test
  void broken_files_are_set_aside_and_the_rest_goes_on() throws Exception {
    put("k", "a");
    put("k", "b");
    put("k", "c");
    EntryName second =
        folder.list().messages().stream().sorted(EntryName.ORDER_OF_LEAVING).toList().get(1);
    Files.writeString(folder.path(second), "garbage");
    Files.writeString(folder.messages().resolve("README"), "what is this?");
    Files.createDirectory(folder.messages().resolve("0000000000000009-low-17"));
    until(() -> left() == 0);
    assertThat(taken()).containsExactly("a", "c");
    assertThat(heard)
        .contains("aside: it does not begin like a message")
        .contains("aside: its name is not that of a message")
        .anyMatch(text -> text.startsWith("aside: it is no regular file"));
  }

  @Test
  void messages_that_are_only_in_memory_go_too() throws Exception {
    overflow.add(Messages.terminate("disk.sh"));
    drain.nudge();
    until(() -> overflow.size() == 0);
    assertThat(broker.taken).singleElement().extracting(Message::type).isEqualTo("terminate");
  }

  @Test
  void a_request_for_termination_passes_all_that_wait() throws Exception {
    broker.away = Optional.of("away");
    for (int i = 0; i < 10; i++) {
      put("k", "m" + i);
    }
    EntryName _ = outbox.put(Messages.terminate("gpu.sh"));
    broker.away = Optional.empty();
    until(() -> left() == 0);
    assertThat(broker.taken.getFirst().type()).isEqualTo("terminate");
  }
}
