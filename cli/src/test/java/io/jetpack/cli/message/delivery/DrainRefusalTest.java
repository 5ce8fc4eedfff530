package io.jetpack.cli.message.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.message.Messages;
import io.jetpack.cli.message.broker.Fate;
import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.message.outbox.EntryName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of messages that no queue wants, and of those that the broker rejects. */
@Timeout(60)
class DrainRefusalTest extends DrainFixture {

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
}
