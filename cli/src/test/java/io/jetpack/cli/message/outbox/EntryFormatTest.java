package io.jetpack.cli.message.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jetpack.cli.message.LogPriority;
import io.jetpack.cli.message.Messages;
import io.jetpack.cli.message.broker.Message;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntryFormatTest {

  @Test
  void a_message_is_read_as_it_was_written() {
    byte[] body = new byte[70_000];
    new Random(7).nextBytes(body);
    Message message = Messages.sent("projekt.größe.\"x\"\n", body);
    assertThat(EntryFormat.parse(EntryFormat.write(message))).isEqualTo(message);
  }

  @Test
  void an_empty_body_is_a_body() {
    Message message = Messages.sent("k", new byte[0]);
    assertThat(EntryFormat.parse(EntryFormat.write(message))).isEqualTo(message);
  }

  @Test
  void every_truncation_is_noticed() {
    byte[] whole = EntryFormat.write(Messages.log(LogPriority.LOW, "hello"));
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> EntryFormat.parse(part))
          .as("%d bytes", length)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void every_flipped_bit_is_noticed() {
    byte[] whole = EntryFormat.write(Messages.log(LogPriority.LOW, "hello"));
    for (int i = 0; i < whole.length * 8; i++) {
      byte[] damaged = whole.clone();
      damaged[i / 8] ^= (byte) (1 << i % 8);
      assertThatThrownBy(() -> EntryFormat.parse(damaged))
          .as("bit %d", i)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
