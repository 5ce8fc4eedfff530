package io.jetpack.cli.message.delivery;

import io.jetpack.cli.message.FakeBroker;
import io.jetpack.cli.message.Messages;
import io.jetpack.cli.message.outbox.EntryName;
import io.jetpack.cli.message.outbox.Outbox;
import io.jetpack.cli.message.outbox.OutboxFolder;
import io.jetpack.cli.message.outbox.OutboxLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A drain between an outbox and a broker that a test plays. */
@Timeout(60)
abstract class DrainFixture {

  @TempDir Path directory;

  final FakeBroker broker = new FakeBroker();
  final List<String> heard = new ArrayList<>();
  final Overflow overflow = new Overflow();
  OutboxFolder folder;
  Outbox outbox;
  Drain drain;

  Drain drain(Duration keepRefused, InstantSource clock) {
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

  void put(String key, String text) throws Exception {
    EntryName _ = outbox.put(Messages.sent(key, text.getBytes(StandardCharsets.UTF_8)));
    drain.nudge();
  }

  void until(BooleanSupplier done) throws Exception {
    do {
      drain.step(Duration.ofMillis(200));
    } while (!done.getAsBoolean());
  }

  List<String> taken() {
    return broker.taken.stream()
        .map(message -> new String(message.body().bytes(), StandardCharsets.UTF_8))
        .toList();
  }

  int left() {
    try {
      return folder.list().messages().size();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
