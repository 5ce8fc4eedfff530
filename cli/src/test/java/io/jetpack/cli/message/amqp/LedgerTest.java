package io.jetpack.cli.message.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import io.jetpack.cli.message.broker.Body;
import io.jetpack.cli.message.broker.Cluster;
import io.jetpack.cli.message.broker.Fate;
import io.jetpack.cli.message.broker.Message;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the words of brokers mean, in orders that no broker can be made to keep. */
@Timeout(20)
class LedgerTest {

  private static final long GRACE = Duration.ofMillis(50).toNanos();

  private final Ledger ledger = new Ledger();

  private static Message message() {
    return Cluster.message("key", Body.of("x"));
  }

  /** Gives them to the ledger and takes them out again as a writer does, with tags from 1. */
  private List<CompletableFuture<Fate>> sent(Message... messages) throws InterruptedException {
    List<CompletableFuture<Fate>> fates = List.of(messages).stream().map(ledger::add).toList();
    for (int tag = 1; tag <= messages.length; tag++) {
      Outgoing next = Objects.requireNonNull(ledger.next(GRACE));
      assertThat(next.message()).isSameAs(messages[tag - 1]);
      assertThat(ledger.sending(tag, next)).isTrue();
    }
    return fates;
  }

  private static Message[] messages(int count) {
    return IntStream.range(0, count).mapToObj(number -> message()).toArray(Message[]::new);
  }

  @Test
  void one_word_may_confirm_several() throws Exception {
    List<CompletableFuture<Fate>> fates = sent(messages(4));
    ledger.confirmed(2, false);
    assertThat(fates)
        .extracting(CompletableFuture::isDone)
        .containsExactly(false, true, false, false);
    ledger.confirmed(3, true);
    assertThat(fates)
        .extracting(CompletableFuture::isDone)
        .containsExactly(true, true, true, false);
    ledger.confirmed(9, true);
    assertThat(fates)
        .allSatisfy(fate -> assertThat(fate).isCompletedWithValue(new Fate.Confirmed()));
  }

  @Test
  void a_return_goes_before_the_ack_of_one_broker_and_after_the_nack_of_another() throws Exception {
    Message[] messages = messages(2);
    List<CompletableFuture<Fate>> fates = sent(messages);
    ledger.returned(messages[0].id(), AMQP.NO_ROUTE, "NO_ROUTE");
    ledger.confirmed(1, false);
    assertThat(fates.getFirst()).isCompletedWithValue(new Fate.Unroutable("NO_ROUTE"));
    ledger.refused(2, false);
    assertThat(fates.getLast()).isNotDone();
    ledger.returned(messages[1].id(), AMQP.NO_ROUTE, "no route");
    assertThat(fates.getLast()).isCompletedWithValue(new Fate.Unroutable("no route"));
  }

  @Test
  void a_refusal_without_a_reason_is_told_after_the_grace() throws Exception {
    List<CompletableFuture<Fate>> fates = sent(messages(1));
    ledger.refused(1, false);
    CompletableFuture<Fate> later = fates.getFirst();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(() -> {
          try {
            assertThat(ledger.next(GRACE)).isNull();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(Opening.fate(later)).isEqualTo(new Fate.Deferred("the broker does not take it now"));
    ledger.end("over");
    writer.join();
  }

  @Test
  void an_offence_is_one_message_s_only_when_it_is_alone() throws Exception {
    List<CompletableFuture<Fate>> alone = sent(messages(1));
    CompletableFuture<Fate> behind = ledger.add(message());
    assertThat(ledger.channelClosed(AMQP.PRECONDITION_FAILED, "too large")).isTrue();
    assertThat(alone.getFirst()).isCompletedWithValue(new Fate.Rejected("too large"));
    assertThat(behind).isNotDone();

    Ledger other = new Ledger();
    CompletableFuture<Fate> first = other.add(message());
    CompletableFuture<Fate> second = other.add(message());
    CompletableFuture<Fate> waiting = other.add(message());
    for (long tag = 1; tag <= 2; tag++) {
      Outgoing next = Objects.requireNonNull(other.next(GRACE));
      assertThat(other.sending(tag, next)).isTrue();
    }
    assertThat(other.channelClosed(AMQP.ACCESS_REFUSED, "no")).isFalse();
    assertThat(List.of(first, second))
        .allSatisfy(fate -> assertThat(fate).isCompletedWithValue(new Fate.Doubtful("no")));
    assertThat(waiting).isCompletedWithValue(new Fate.Lost("no"));
    assertThat(other.isEnded()).isTrue();
  }

  @Test
  void an_exchange_that_is_gone_is_nobody_s_offence() throws Exception {
    List<CompletableFuture<Fate>> fates = sent(messages(1));
    assertThat(ledger.channelClosed(AMQP.NOT_FOUND, "no exchange")).isFalse();
    assertThat(fates.getFirst()).isCompletedWithValue(new Fate.Lost("no exchange"));
  }

  @Test
  void a_connection_that_is_closed_for_one_message_rejects_it() throws Exception {
    List<CompletableFuture<Fate>> fates = sent(messages(1));
    ledger.over(AMQP.CONTENT_TOO_LARGE, "too large");
    assertThat(fates.getFirst()).isCompletedWithValue(new Fate.Rejected("too large"));
    assertThat(ledger.isEnded()).isTrue();
  }

  @Test
  void what_was_not_written_is_the_next_one_again() throws Exception {
    Message message = message();
    CompletableFuture<Fate> first = ledger.add(message);
    CompletableFuture<Fate> second = ledger.add(message());
    Outgoing next = Objects.requireNonNull(ledger.next(GRACE));
    assertThat(ledger.sending(7, next)).isTrue();
    ledger.notSent(7, next);
    assertThat(ledger.next(GRACE)).isSameAs(next);
    assertThat(List.of(first, second)).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void after_the_end_all_is_lost() throws Exception {
    List<CompletableFuture<Fate>> fates = sent(messages(2));
    CompletableFuture<Fate> waiting = ledger.add(message());
    Outgoing next = Objects.requireNonNull(ledger.next(GRACE));
    ledger.end("gone");
    assertThat(fates)
        .allSatisfy(fate -> assertThat(fate).isCompletedWithValue(new Fate.Lost("gone")));
    assertThat(waiting).isCompletedWithValue(new Fate.Lost("gone"));
    assertThat(ledger.add(message())).isCompletedWithValue(new Fate.Lost("gone"));
    assertThat(ledger.sending(3, next)).isFalse();
    assertThat(ledger.next(GRACE)).isNull();
  }
}
