package io.jetpack.cli.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A lock that a process keeps for long, and that says who has it. The operating system gives it
 * back when the process ends, however that happens.
 *
 * <p>A process that has the lock must not ask {@link #isTaken} about it: where locks are POSIX's,
 * closing the file gives the lock back.
 */
public final class OwnedLock implements AutoCloseable {

  /** The first byte stays free, so that the owner can be read where locks are mandatory. */
  private static final long FROM = 1;

  private final FileChannel channel;

  private OwnedLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, without waiting for it.
   *
   * @param file is made when it or its folder is missing, and stays
   * @param owner who we are, one line of at most 200 ASCII characters
   * @return empty when somebody else has it
   * @throws IOException when there can be no lock
   */
  public static Optional<OwnedLock> take(Path file, String owner) throws IOException {
    FileChannel channel = DurableFiles.openLock(file);
    boolean taken = false;
    try {
      FileLock lock = channel.tryLock(FROM, Long.MAX_VALUE - FROM, false);
      if (lock == null) {
        return Optional.empty();
      }
      channel.truncate(0);
      byte[] line = (owner + "\n").getBytes(StandardCharsets.US_ASCII);
      int ignored = channel.write(ByteBuffer.wrap(line));
      taken = true;
      return Optional.of(new OwnedLock(channel));
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  /** Who has or had the lock last; empty when nobody had or it can not be read. */
  public static Optional<String> owner(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer start = ByteBuffer.allocate(201);
      int ignored = channel.read(start);
      String text = StandardCharsets.ISO_8859_1.decode(start.flip()).toString();
      int end = text.indexOf('\n');
      return end > 0 ? Optional.of(text.substring(0, end)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether another process has the lock. */
  public static boolean isTaken(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.tryLock(FROM, Long.MAX_VALUE - FROM, true) == null;
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
