package io.jetpack.cli.message.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.message.FakeBroker;
import io.jetpack.cli.message.LogPriority;
import io.jetpack.cli.message.Messages;
import io.jetpack.cli.message.broker.Fate;
import io.jetpack.cli.message.broker.NoBroker;
import io.jetpack.cli.message.delivery.Delivery.Effort;
import io.jetpack.cli.message.delivery.Delivery.Result;
import io.jetpack.cli.message.outbox.EntryName;
import io.jetpack.cli.message.outbox.Outbox;
import io.jetpack.cli.message.outbox.OutboxFolder;
import io.jetpack.cli.message.outbox.OutboxLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a command does where no service runs. */
@Timeout(60)
class DeliveryTest {

  private static final Duration SECONDS = Duration.ofMillis(1500);
  private static final Duration LONG = Duration.ofSeconds(50);

  @TempDir Path directory;

  private final FakeBroker broker = new FakeBroker();
  private OutboxFolder folder;
  private Outbox outbox;

  @BeforeEach
  void open() {
    folder = new OutboxFolder(directory.resolve("outbox"));
    outbox = new Outbox(folder, new OutboxLimits(100, 1024 * 1024), Messages.CLOCK);
  }

  private Result deliver(Duration limit, Effort effort) throws Exception {
    EntryName name = outbox.put(Messages.log(LogPriority.LOW, "m"));
    return new Delivery(folder, () -> Optional.of(broker), NoBroker.REASON, Duration.ofDays(1))
        .deliver(name, "log.info", limit, effort);
  }

  private int left() throws Exception {
    return folder.list().messages().size();
  }

  @Test
  void while_the_broker_is_away_it_is_tried_again_until_the_time_is_over() throws Exception {
    broker.away = Optional.of("away");
    long start = System.nanoTime();
    assertThat(deliver(SECONDS, Effort.TRY_SPARINGLY)).isEqualTo(new Result.Queued("away"));
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SECONDS.toNanos());
    assertThat(broker.attempts.get()).isGreaterThan(1);
    assertThat(left()).isEqualTo(1);
  }

  @Test
  void a_broker_that_comes_back_in_time_gets_the_message() throws Exception {
    broker.away = Optional.of("away");
    broker.backAfter = 2;
    assertThat(deliver(LONG, Effort.TRY_SPARINGLY)).isEqualTo(new Result.Confirmed());
    assertThat(left()).isZero();
  }

  @Test
  void only_the_first_of_many_waits() throws Exception {
    broker.away = Optional.of("away");
    assertThat(deliver(Duration.ofMillis(1), Effort.TRY_SPARINGLY))
        .isInstanceOf(Result.Queued.class);
    for (int i = 1; i <= 20; i++) {
      broker.attempts.set(0);
      assertThat(deliver(LONG, Effort.TRY_SPARINGLY)).isEqualTo(new Result.Queued("away"));
      assertThat(broker.attempts.get()).isEqualTo(1);
    }
    broker.away = Optional.empty();
    assertThat(deliver(LONG, Effort.TRY_SPARINGLY)).isEqualTo(new Result.Confirmed());
    assertThat(left()).isZero();
    assertThat(folder.inVain()).doesNotExist();
  }

  @Test
  void only_the_first_of_many_waits_for_a_queue() throws Exception {
    broker.answer = _ -> new Fate.Unroutable("NO_ROUTE");
    assertThat(deliver(Duration.ofMillis(1), Effort.TRY_SPARINGLY))
        .isInstanceOf(Result.Queued.class);
    for (int i = 1; i <= 5; i++) {
      assertThat(deliver(LONG, Effort.TRY_SPARINGLY))
          .isEqualTo(new Result.Queued("messages to 'log.info' wait: NO_ROUTE"));
    }
  }

  @Test
  void who_waits_or_names_a_time_gets_it() throws Exception {
    broker.away = Optional.of("away");
    for (Effort effort : new Effort[] {Effort.WAIT, Effort.TRY}) {
      Files.createDirectories(folder.root());
      Files.write(folder.inVain(), new byte[0]);
      broker.attempts.set(0);
      assertThat(deliver(SECONDS, effort)).isEqualTo(new Result.Queued("away"));
      assertThat(broker.attempts.get()).isGreaterThan(1);
    }
  }

  @Test
  void what_was_in_vain_long_ago_or_in_the_future_does_not_matter() throws Exception {
    Files.createDirectories(folder.root());
    Files.write(folder.inVain(), new byte[0]);
    broker.away = Optional.of("away");
    for (Instant when :
        new Instant[] {Instant.now().minusSeconds(61), Instant.now().plusSeconds(3600)}) {
      Files.setLastModifiedTime(folder.inVain(), FileTime.from(when));
      broker.attempts.set(0);
      assertThat(deliver(SECONDS, Effort.TRY_SPARINGLY)).isEqualTo(new Result.Queued("away"));
      assertThat(broker.attempts.get()).isGreaterThan(1);
    }
  }
}
