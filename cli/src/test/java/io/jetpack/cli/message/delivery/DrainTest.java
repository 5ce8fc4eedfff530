package io.jetpack.cli.message.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.message.Messages;
import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.message.outbox.EntryName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DrainTest extends DrainFixture {

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
