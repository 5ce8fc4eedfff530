package io.jetpack.cli.message.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How full the outbox is at most, and the next number: what saves whoever puts a message from
 * counting all others. Written under the lock; worth nothing after a reboot, because it may be
 * older than the messages then.
 *
 * @param nextSequence no message has this number or a higher one
 * @param messages not fewer than there are
 * @param bytes not less than they have together
 */
record Usage(long nextSequence, long messages, long bytes) {

  private static final int LINE_LENGTH = 120;
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Pattern FORM =
      Pattern.compile("(\\S{1,40}) (\\d{1,16}) (\\d{1,16}) (\\d{1,16}) *\n");

  static Usage count(Collection<EntryName> names) {
    long last = names.stream().mapToLong(EntryName::sequence).max().orElse(0);
    long bytes = names.stream().mapToLong(EntryName::sizeBytes).sum();
    return new Usage(last + 1, names.size(), bytes);
  }

  Usage with(EntryName added) {
    return new Usage(added.sequence() + 1, messages + 1, bytes + added.sizeBytes());
  }

  Usage without(EntryName removed) {
    return new Usage(nextSequence, messages - 1, bytes - removed.sizeBytes());
  }

  boolean hasRoomFor(long sizeBytes, OutboxLimits limits) {
    return messages < limits.messages() && bytes + sizeBytes <= limits.bytes();
  }

  /** What was written down since the machine was started. */
  static Optional<Usage> read(Path file) {
    try {
      Matcher matcher = FORM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      if (matcher.matches() && bootId().equals(Optional.of(matcher.group(1)))) {
        return Optional.of(
            new Usage(
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                Long.parseLong(matcher.group(4))));
      }
    } catch (IOException e) {
      // it is counted anew
    }
    return Optional.empty();
  }

  /** One write of always the same length: nobody sees half of it, whoever is killed. */
  void write(Path file) throws IOException {
    Optional<String> boot = bootId();
    if (boot.isEmpty()) {
      return;
    }
    String line =
        String.format(Locale.ROOT, "%s %d %d %d", boot.get(), nextSequence, messages, bytes);
    byte[] padded =
        String.format(Locale.ROOT, "%-" + (LINE_LENGTH - 1) + "s\n", line)
            .getBytes(StandardCharsets.ISO_8859_1);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      int ignored = channel.write(ByteBuffer.wrap(padded), 0);
      if (channel.size() > padded.length) {
        var _ = channel.truncate(padded.length);
      }
    }
  }

  /** Where there is none, nothing is written down: nobody could tell how old it is. */
  private static Optional<String> bootId() {
    try {
      return Optional.of(Files.readString(BOOT_ID, StandardCharsets.ISO_8859_1).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
