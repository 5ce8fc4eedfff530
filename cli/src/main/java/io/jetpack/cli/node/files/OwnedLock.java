package io.jetpack.cli.node.files;

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
 * <p>A process that has the lock must not ask {@link #isTaken} or {@link #owner} about it, nor read
 * the file in any other way: where locks are POSIX's, closing the file gives the lock back.
 */
public final class OwnedLock implements AutoCloseable {

  private static final int MOST_CHARACTERS = 200;

  /** The first byte stays free, so that the owner can be read where locks are mandatory. */
  private static final long FROM = 1;

  private final FileChannel channel;
  private final String owner;

  private OwnedLock(FileChannel channel, String owner) {
    this.channel = channel;
    this.owner = owner;
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
      OwnedLock owned = new OwnedLock(channel, owner);
      owned.write();
      taken = true;
      return Optional.of(owned);
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  /** Nobody who reads meanwhile finds nothing. */
  private void write() throws IOException {
    byte[] line = (owner + "\n").getBytes(StandardCharsets.US_ASCII);
    int _ = channel.write(ByteBuffer.wrap(line), 0);
    FileChannel _ = channel.truncate(line.length);
  }

  /**
   * Says again that we have it, which the time of the file then shows.
   *
   * @return who has written himself down meanwhile: where the file system gives no lock, or one to
   *     each machine, two may have it
   */
  public Optional<String> renew() throws IOException {
    Optional<String> other = owner(channel).filter(line -> !line.equals(owner));
    write();
    return other;
  }

  /** Leaves nobody's name behind, and lets the next one have it. */
  public void forget() throws IOException {
    try (channel) {
      FileChannel _ = channel.truncate(0);
    }
  }

  /** Who has or had the lock last; empty when nobody had or it can not be read. */
  public static Optional<String> owner(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return owner(channel);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> owner(FileChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(MOST_CHARACTERS + 1);
    int _ = channel.read(start, 0);
    String text = StandardCharsets.ISO_8859_1.decode(start.flip()).toString();
    int end = text.indexOf('\n');
    return end > 0 ? Optional.of(text.substring(0, end)) : Optional.empty();
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
