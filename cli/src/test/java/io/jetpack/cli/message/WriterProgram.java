package io.jetpack.cli.message;

import io.jetpack.cli.message.broker.Body;
import io.jetpack.cli.message.outbox.EntryName;
import io.jetpack.cli.message.outbox.Outbox;
import io.jetpack.cli.message.outbox.OutboxLimits;
import io.jetpack.cli.node.Home;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * A program that puts numbered messages into an outbox, and writes each number down once it is
 * safe. Killed, it has written down no more than what is in the outbox.
 */
public final class WriterProgram {

  static final String KEY = "faults.";

  private WriterProgram() {}

  /** Home, name, first number, last number, file of what is safe. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Outbox outbox = Outbox.of(new Home(Path.of(args[0])), new OutboxLimits(1_000_000, 1L << 30));
    int last = Integer.parseInt(args[3]);
    try (FileOutputStream safe = new FileOutputStream(args[4], true)) {
      for (int number = Integer.parseInt(args[2]); number <= last; number++) {
        String text = args[1] + " " + number;
        EntryName ignored =
            outbox.put(
                Messages.OF_A_NODE.sent(KEY + args[1], "text/plain", Map.of(), Body.of(text)));
        safe.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    }
  }
}
