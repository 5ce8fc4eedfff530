package io.jetpack.cli.message.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whether a command of this node has just tried in vain to send messages, in {@code
 * run/outbox/in-vain}: the next ones need not wait as long for the same. Worth a minute at most, so
 * that it may be lost or wrong.
 */
final class InVain {

  private static final Duration WORTH = Duration.ofMinutes(1);

  private final Path file;
  private final InstantSource clock;

  InVain(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  boolean isRecent() {
    try {
      Instant then = Files.getLastModifiedTime(file).toInstant();
      Instant now = clock.instant();
      return !then.isAfter(now) && Duration.between(then, now).compareTo(WORTH) < 0;
    } catch (IOException e) {
      return false;
    }
  }

  void remember() {
    try {
      var _ = Files.write(file, new byte[0]);
      var _ = Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    } catch (IOException e) {
      // the next one waits as long
    }
  }

  void forget() {
    try {
      boolean _ = Files.deleteIfExists(file);
    } catch (IOException e) {
      // the next one tries for a shorter time
    }
  }
}
