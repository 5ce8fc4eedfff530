package io.jetpack.cli.message;

import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.message.outbox.EntryName;
import io.jetpack.cli.message.outbox.Outbox;
import io.jetpack.cli.message.outbox.OutboxFolder;
import io.jetpack.cli.node.files.DurableFiles;
import io.jetpack.cli.node.files.LockFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code system/bin/without-java} has written into {@code run/outbox/handed} for the service:
 * log messages, safe on the disk, which become entries of the outbox here. The name of a file is
 * the time in nanoseconds and the id of the message; its first line is level and priority, the rest
 * the text. One that is taken in twice, because of a kill, has the same id both times.
 */
public final class HandedOver {

  private static final Pattern NAME = Pattern.compile("(\\d{10})(\\d{9})-([0-9a-f-]{36})");
  private static final Pattern FIRST_LINE = Pattern.compile("([a-z]+) ([a-z]+)");
  private static final int LIMIT_BYTES = 64 * 1024;
  private static final Duration LOCK_LIMIT = Duration.ofSeconds(30);

  /** How long a command takes in what others have said. */
  private static final Duration QUICK = Duration.ofSeconds(2);

  private final Outbox outbox;
  private final OutboxFolder folder;
  private final Supplier<NodeMessages> messages;
  private final Consumer<String> warnings;

  /**
   * @param warnings is told what is set aside
   */
  HandedOver(Outbox outbox, Supplier<NodeMessages> messages, Consumer<String> warnings) {
    this.outbox = outbox;
    this.folder = outbox.folder();
    this.messages = messages;
    this.warnings = warnings;
  }

  /**
   * Puts all that is there into the outbox, in order.
   *
   * @param put is told of each
   * @throws IOException when the outbox can not be written; what is left stays
   */
  void takeIn(Consumer<EntryName> put) throws IOException, InterruptedException {
    takeIn(put, LOCK_LIMIT, Duration.ofNanos(Long.MAX_VALUE));
  }

  /**
   * Does so for some seconds. What is left then is for the service or the next command; commands
   * that are called meanwhile need not wait until thousands are on the disk.
   *
   * @throws IOException when the outbox can not be written; what is left stays
   */
  void takeInWhatIsQuick() throws IOException, InterruptedException {
    takeIn(_ -> {}, QUICK, QUICK);
  }

  private void takeIn(Consumer<EntryName> put, Duration lockLimit, Duration limit)
      throws IOException, InterruptedException {
    if (files().isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    try (LockFile _ = LockFile.take(folder.root().resolve("handed.lock"), "jetpack", lockLimit)) {
      for (Path file : files()) {
        if (System.nanoTime() - start >= limit.toNanos()) {
          break;
        }
        Optional<Message> message = read(file);
        if (message.isPresent()) {
          outbox.putOrDrop(message.get()).ifPresent(put);
          boolean _ = Files.deleteIfExists(file);
        }
      }
    }
    DurableFiles.sync(folder.handed());
  }

  /** The message; what is none is set aside. */
  private Optional<Message> read(Path file) throws IOException {
    String name = file.getFileName().toString();
    Matcher matcher = NAME.matcher(name);
    byte[] bytes = new byte[0];
    if (matcher.matches() && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LIMIT_BYTES);
      }
    }
    String all = new String(bytes, StandardCharsets.UTF_8);
    int end = all.indexOf('\n');
    Optional<MessageData.Log> log =
        end < 0 ? Optional.empty() : log(all.substring(0, end), all.substring(end + 1));
    if (log.isEmpty()) {
      Path aside = folder.setAside(file, "it is no log message of the launcher");
      warnings.accept("what is no log message of the launcher is kept as '%s'".formatted(aside));
      return Optional.empty();
    }
    Instant time =
        Instant.ofEpochSecond(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    return Optional.of(messages.get().of(log.get(), matcher.group(3), time));
  }

  private static Optional<MessageData.Log> log(String firstLine, String text) {
    Matcher words = FIRST_LINE.matcher(firstLine);
    if (!words.matches() || text.isBlank()) {
      return Optional.empty();
    }
    try {
      LogLevel level = LogLevel.valueOf(words.group(1).toUpperCase(Locale.ROOT));
      LogPriority priority =
          words.group(2).equals("usual")
              ? LogPriority.usual(level)
              : LogPriority.valueOf(words.group(2).toUpperCase(Locale.ROOT));
      return Optional.of(new MessageData.Log(level, priority, text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> found = Files.list(folder.handed())) {
      return found.sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
