package io.jetpack.cli.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.message.outbox.EntryName;
import io.jetpack.cli.message.outbox.Outbox;
import io.jetpack.cli.message.outbox.OutboxFolder;
import io.jetpack.cli.message.outbox.OutboxLimits;
import io.jetpack.cli.node.LockHolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MessengerTest {

  private static final List<String> THREADS =
      List.of("outbox", "broker", "outbox-watch", "outbox-handed");

  @TempDir Path directory;

  private final FakeBroker broker = new FakeBroker();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private Outbox outbox;

  @BeforeEach
  void makeOutbox() {
    outbox = outbox(100);
  }

  private Outbox outbox(int messages) {
    return new Outbox(
        new OutboxFolder(directory.resolve("outbox")),
        new OutboxLimits(messages, 1024 * 1024),
        Messages.CLOCK);
  }

  private Messenger start() {
    return start(Duration.ofSeconds(2));
  }

  private Messenger start(Duration lastWords) {
    Messenger.Listener listener =
        new Messenger.Listener() {
          @Override
          public void info(String text) {
            heard.add(text);
          }

          @Override
          public void warn(String text) {
            heard.add("warning: " + text);
          }
        };
    return Messenger.start(
        outbox,
        () -> Messages.OF_A_NODE,
        Optional.of(broker),
        Duration.ofDays(1),
        listener,
        lastWords);
  }

  private static MessageData terminate() {
    return new MessageData.Terminate("disk_full.sh", "full", Messages.CLOCK.instant(), 1);
  }

  /** Ends by the time limit of the test. */
  private static void until(BooleanSupplier done) throws InterruptedException {
    while (!done.getAsBoolean()) {
      Thread.sleep(10);
    }
  }

  @Test
  void what_the_service_and_what_commands_tell_is_sent() throws Exception {
    try (Messenger messenger = start()) {
      messenger.tell(terminate());
      until(() -> broker.taken.size() == 1);
      EntryName _ = outbox.put(Messages.log(LogPriority.LOW, "from a command"));
      until(() -> broker.taken.size() == 2);
      until(() -> messenger.length() == 0);
    }
    assertThat(heard).containsExactly("connected to the broker");
  }

  @Test
  void on_a_full_disk_a_request_for_termination_is_sent_all_the_same() throws Exception {
    Path file = Files.writeString(directory.resolve("outbox"), "in the way");
    try (Messenger messenger = start()) {
      messenger.tell(terminate());
      until(() -> broker.taken.size() == 1);
      broker.away = Optional.of("away");
      broker.cut();
      messenger.tell(new MessageData.Log(LogLevel.WARN, LogPriority.LOW, "later"));
      until(() -> messenger.length() == 1);
      Files.delete(file);
      until(() -> Files.isDirectory(outbox.folder().messages()));
      until(() -> heard.contains("messages can be written to the outbox again"));
    }
    assertThat(outbox.folder().list().messages()).hasSize(1);
    assertThat(heard)
        .filteredOn(text -> text.startsWith("warning: messages are kept in memory"))
        .hasSize(1);
  }

  @Test
  void what_was_told_last_is_on_the_disk_or_sent_when_it_ends() throws Exception {
    broker.away = Optional.of("away");
    Messenger messenger = start();
    for (int i = 0; i < 50; i++) {
      messenger.tell(new MessageData.Log(LogLevel.INFO, LogPriority.LOW, "m" + i));
    }
    messenger.close();
    assertThat(outbox.folder().list().messages()).hasSize(50);
    broker.away = Optional.empty();
    messenger = start();
    messenger.tell(terminate());
    until(() -> broker.taken.size() == 51);
    messenger.close();
    assertThat(broker.taken.stream().map(Message::id).distinct()).hasSize(51);
    assertThat(outbox.folder().list().messages()).isEmpty();
  }

  @Test
  void what_neither_the_disk_nor_the_broker_took_is_told_at_the_end() throws Exception {
    Files.writeString(directory.resolve("outbox"), "in the way");
    broker.away = Optional.of("away");
    Messenger messenger = start(Duration.ofMillis(100));
    messenger.tell(terminate());
    messenger.tell(new MessageData.Log(LogLevel.WARN, LogPriority.LOW, "x"));
    messenger.close();
    assertThat(heard)
        .contains(
            "warning: messages that are lost, since neither the disk nor the broker took them before the end: 2");
  }

  @Test
  void what_was_dropped_for_want_of_a_disk_is_told_when_there_is_one() throws Exception {
    Path file = Files.writeString(directory.resolve("outbox"), "in the way");
    broker.away = Optional.of("away");
    outbox = outbox(5000);
    Messenger messenger = start();
    for (int i = 0; i < 1003; i++) {
      messenger.tell(new MessageData.Log(LogLevel.INFO, LogPriority.LOW, "m" + i));
    }
    // the memory holds a thousand
    until(() -> messenger.length() == 1000);
    Files.delete(file);
    until(() -> Files.exists(outbox.folder().root().resolve("dropped")));
    messenger.close();
    assertThat(outbox.folder().list().messages()).hasSize(1000);
    broker.away = Optional.empty();
    try (Messenger _ = start()) {
      until(() -> broker.taken.size() == 1001);
    }
    assertThat(broker.taken)
        .extracting(message -> new String(message.body().bytes(), StandardCharsets.UTF_8))
        .filteredOn(body -> body.contains("messages were dropped"))
        .singleElement(STRING)
        .contains("3 messages were dropped since ", ": 3 log of low priority");
    assertThat(heard).noneMatch(text -> text.contains("lost"));
  }

  @Test
  void what_was_dropped_and_could_not_be_written_down_counts_as_lost() throws Exception {
    Files.writeString(directory.resolve("outbox"), "in the way");
    broker.away = Optional.of("away");
    Messenger messenger = start(Duration.ofMillis(100));
    for (int i = 0; i < 1003; i++) {
      messenger.tell(new MessageData.Log(LogLevel.INFO, LogPriority.LOW, "m" + i));
    }
    messenger.close();
    assertThat(heard)
        .contains(
            "warning: messages that are lost, since neither the disk nor the broker took them before the end: 1003");
  }

  @Test
  void while_a_command_sends_the_service_waits_for_its_turn() throws Exception {
    outbox.folder().make();
    Process other = LockHolder.start(outbox.folder().drainLock());
    try (Messenger messenger = start()) {
      messenger.tell(terminate());
      until(() -> messenger.length() == 1);
      Thread.sleep(400);
      assertThat(broker.taken).isEmpty();
      other.destroyForcibly().waitFor();
      until(() -> broker.taken.size() == 1);
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  /** How often the threads of a messenger have gone to sleep, as Linux counts it. */
  private static long sleeps() throws IOException {
    long sum = 0;
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      for (Path task : tasks.toList()) {
        String name = Files.readString(task.resolve("comm")).strip();
        if (THREADS.contains(name)) {
          String status = Files.readString(task.resolve("status"));
          String count = status.replaceFirst("(?s).*\nvoluntary_ctxt_switches:\\s*", "");
          sum += Long.parseLong(count.lines().findFirst().orElseThrow());
        }
      }
    }
    return sum;
  }

  @Test
  void while_nothing_happens_no_thread_wakes() throws Exception {
    try (Messenger messenger = start()) {
      messenger.tell(terminate());
      until(() -> broker.taken.size() == 1);
      until(() -> messenger.length() == 0);
      Thread.sleep(1500);
      long before = sleeps();
      assertThat(before).isPositive();
      Thread.sleep(6500);
      assertThat(sleeps() - before).isLessThan(3);
      EntryName _ = outbox.put(Messages.log(LogPriority.LOW, "from a command"));
      until(() -> broker.taken.size() == 2);
    }
  }

  @Test
  @Timeout(30)
  void an_idle_messenger_does_not_wait_for_last_words() {
    for (int start = 0; start < 20; start++) {
      start(Duration.ofMinutes(10)).close();
    }
  }

  @Test
  void what_was_told_last_is_sent() {
    for (int i = 1; i <= 20; i++) {
      Messenger messenger = start(Duration.ofMinutes(10));
      messenger.tell(terminate());
      messenger.close();
      assertThat(broker.taken).hasSize(i);
    }
  }

  @Test
  void no_thread_is_left() throws Exception {
    start().close();
    until(() ->
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> THREADS.contains(thread.getName())));
  }
}
