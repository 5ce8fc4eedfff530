package io.jetpack.cli.message.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jetpack.cli.message.LogPriority;
import io.jetpack.cli.message.Messages;
import io.jetpack.cli.message.broker.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OutboxTest {

  @TempDir Path directory;

  private Outbox outbox(int messages, long bytes) {
    return new Outbox(
        new OutboxFolder(directory.resolve("outbox")),
        new OutboxLimits(messages, bytes),
        Messages.CLOCK);
  }

  private Outbox outbox() {
    return outbox(10_000, 64 * 1024 * 1024);
  }

  /** What is in it, in the order in which it leaves. */
  private static List<String> bodies(Outbox outbox) throws Exception {
    List<String> bodies = new ArrayList<>();
    for (EntryName name :
        outbox.folder().list().messages().stream().sorted(EntryName.ORDER_OF_LEAVING).toList()) {
      Message message = ((OutboxFolder.Reading.Whole) outbox.folder().read(name)).message();
      bodies.add(new String(message.body().bytes(), StandardCharsets.UTF_8));
    }
    return bodies;
  }

  private static Message text(String key, String text) {
    return Messages.sent(key, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void messages_leave_in_the_order_in_which_they_came() throws Exception {
    Outbox outbox = outbox();
    for (int i = 0; i < 50; i++) {
      EntryName _ = outbox.put(text("k", "m" + i));
    }
    assertThat(bodies(outbox)).isEqualTo(IntStream.range(0, 50).mapToObj(i -> "m" + i).toList());
  }

  @Test
  void requests_for_termination_leave_first() throws Exception {
    Outbox outbox = outbox();
    EntryName _ = outbox.put(text("k", "first"));
    EntryName _ = outbox.put(Messages.terminate("gpu.sh"));
    assertThat(bodies(outbox).getFirst()).contains("gpu.sh");
  }

  @Test
  void threads_that_put_at_once_lose_nothing_and_keep_their_own_order() throws Exception {
    Outbox outbox = outbox();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Object>> all = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        String name = "t" + thread;
        all.add(
            threads.submit(() -> {
              for (int i = 0; i < 25; i++) {
                EntryName _ = outbox.put(text("k", name + "-" + i));
              }
              return name;
            }));
      }
      for (Future<Object> each : all) {
        String name = (String) each.get();
        assertThat(bodies(outbox).stream().filter(body -> body.startsWith(name + "-")))
            .containsExactlyElementsOf(
                IntStream.range(0, 25).mapToObj(i -> name + "-" + i).toList());
      }
    }
    assertThat(outbox.folder().list().messages()).hasSize(200);
    assertThat(directory.resolve("outbox/tmp")).isEmptyDirectory();
  }

  @Test
  void a_damaged_or_old_count_is_counted_anew() throws Exception {
    Outbox outbox = outbox();
    EntryName first = outbox.put(text("k", "a"));
    Path usage = directory.resolve("outbox/usage");
    for (String damage :
        List.of("", "garbage", "no-such-boot 1 0 0 \n", "x".repeat(5000), "\0\0\0")) {
      Files.writeString(usage, damage);
      EntryName next = outbox.put(text("k", "b"));
      assertThat(next.sequence()).as(damage).isGreaterThan(first.sequence());
      first = next;
    }
  }

  @Test
  void when_it_is_full_the_oldest_log_of_the_lowest_priority_goes() throws Exception {
    Outbox outbox = outbox(4, 1_000_000);
    EntryName low1 = outbox.put(Messages.log(LogPriority.LOW, "low 1"));
    EntryName medium = outbox.put(Messages.log(LogPriority.MEDIUM, "medium"));
    EntryName low2 = outbox.put(Messages.log(LogPriority.LOW, "low 2"));
    EntryName terminate = outbox.put(Messages.terminate("gpu.sh"));
    EntryName sent = outbox.put(text("k", "sent"));
    assertThat(outbox.folder().list().messages())
        .containsExactlyInAnyOrder(medium, low2, terminate, sent);
    EntryName sent2 = outbox.put(text("k", "sent 2"));
    EntryName sent3 = outbox.put(text("k", "sent 3"));
    assertThat(outbox.folder().list().messages())
        .containsExactlyInAnyOrder(terminate, sent, sent2, sent3)
        .doesNotContain(low1);
    assertThatThrownBy(() -> outbox.put(Messages.log(LogPriority.HIGH, "high")))
        .isInstanceOf(OutboxFullException.class)
        .hasMessageContaining("messages that matter more");
    assertThat(DroppedMessages.read(directory.resolve("outbox/dropped")).orElseThrow().text())
        .isEqualTo(
            "3 messages were dropped since 2026-11-22T13:03:40.298Z, because the outbox was full or could not be written:"
                + " 2 log of low priority, 1 log of medium priority");
  }

  @Test
  void bytes_are_limited_too() throws Exception {
    Outbox outbox = outbox(100, 10_000);
    EntryName big = outbox.put(Messages.sent("k", new byte[6000]));
    EntryName other = outbox.put(Messages.sent("k", new byte[6000]));
    assertThat(outbox.folder().list().messages()).containsExactly(other).doesNotContain(big);
    assertThatThrownBy(() -> outbox.put(Messages.sent("k", new byte[10_000])))
        .isInstanceOf(OutboxFullException.class)
        .hasMessageContaining("outbox.limit_bytes");
    assertThat(outbox.folder().list().messages()).containsExactly(other);
  }

  @Test
  void what_was_dropped_is_told_once_there_is_room() throws Exception {
    Outbox outbox = outbox(10, 1_000_000);
    for (int i = 0; i < 13; i++) {
      EntryName _ = outbox.put(Messages.log(LogPriority.LOW, "low " + i));
    }
    outbox.tellDropped(dropped -> text("dropped", dropped.text()));
    assertThat(bodies(outbox)).noneMatch(body -> body.contains("dropped since"));
    for (EntryName name : outbox.folder().list().messages()) {
      outbox.folder().remove(name);
    }
    outbox.tellDropped(dropped -> text("dropped", dropped.text()));
    outbox.tellDropped(dropped -> text("dropped", dropped.text()));
    assertThat(bodies(outbox))
        .singleElement()
        .asString()
        .startsWith("3 messages were dropped since 2026");
  }

  @Test
  void room_that_was_made_by_sending_is_found() throws Exception {
    Outbox outbox = outbox(3, 1_000_000);
    for (int i = 0; i < 20; i++) {
      EntryName name = outbox.put(Messages.log(LogPriority.LOW, "low " + i));
      outbox.folder().remove(name);
    }
    assertThat(directory.resolve("outbox/dropped")).doesNotExist();
  }

  @Test
  void what_can_not_be_written_is_an_error_and_leaves_nothing() throws Exception {
    Files.writeString(directory.resolve("outbox"), "a file in the way");
    assertThatThrownBy(() -> outbox().put(text("k", "a"))).isInstanceOf(java.io.IOException.class);
  }
}
