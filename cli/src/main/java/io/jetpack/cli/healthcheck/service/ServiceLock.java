package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.node.Home;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Sees to it that there is one service a home. The operating system gives the lock back when its
 * process ends, however that happens.
 */
public final class ServiceLock implements AutoCloseable {

  private final FileChannel channel;

  private ServiceLock(FileChannel channel) {
    this.channel = channel;
  }

  private static Path path(Home home) {
    return home.run().resolve("healthcheck.lock");
  }

  /**
   * Takes the lock.
   *
   * @return empty when another process has it
   * @throws IOException when there can be no lock
   */
  static Optional<ServiceLock> take(Home home) throws IOException {
    Files.createDirectories(home.run());
    FileChannel channel =
        FileChannel.open(
            path(home),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      channel.truncate(0);
      String pid = ProcessHandle.current().pid() + "\n";
      int ignored = channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
      return Optional.of(new ServiceLock(channel));
    } catch (OverlappingFileLockException e) {
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * The process that has the lock, as it wrote itself down; a question mark when it can not be
   * read.
   */
  static String owner(Home home) {
    try {
      String text = Files.readString(path(home), StandardCharsets.ISO_8859_1).strip();
      return text.matches("\\d{1,10}") ? text : "?";
    } catch (IOException e) {
      return "?";
    }
  }

  /** Whether a service runs in this home. */
  public static boolean isTaken(Home home) {
    try (FileChannel channel = FileChannel.open(path(home), StandardOpenOption.READ)) {
      FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, true);
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
