package io.jetpack.cli.healthcheck.keepalive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.LockHolder;
import io.jetpack.healthcheck.hold.HoldReading;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HoldFileLockTest {

  @TempDir Path directory;

  private HoldFile holds(Duration lockLimit) {
    return new HoldFile(new Home(directory), new SettableTime(), lockLimit);
  }

  @Test
  void whoeverKeepsTheLockIsNotWaitedForForever() throws Exception {
    holds(Duration.ofSeconds(30)).take(Optional.of(Duration.ofHours(1)), "root", "debugging");
    HoldFile impatient = holds(Duration.ofMillis(100));
    Path lock = directory.resolve("run/keepalive.lock");
    Process other = LockHolder.start(lock);
    try {
      assertThatThrownBy(() -> impatient.take(Optional.empty(), "root", ""))
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("another 'jetpack keepalive' has been at work on it for 100ms");
      assertThat(((HoldReading.Held) impatient.read()).hold().reason()).isEqualTo("debugging");
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertThat(impatient.take(Optional.empty(), "root", "")).isInstanceOf(HoldChange.Taken.class);
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      assertThat(channel.tryLock()).as("the lock is given back").isNotNull();
    }
  }

  @Test
  void aWaitForTheLockCanBeInterrupted() throws Exception {
    Process other =
        LockHolder.start(
            Files.createDirectories(directory.resolve("run")).resolve("keepalive.lock"));
    try {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> holds(Duration.ofSeconds(30)).take(Optional.empty(), "root", ""))
          .isInstanceOf(InterruptedException.class);
    } finally {
      Thread.interrupted();
      other.destroyForcibly().waitFor();
    }
  }
}
