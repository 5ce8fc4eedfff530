package io.jetpack.cli.healthcheck.keepalive;

import io.jetpack.healthcheck.Durations;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one call at a time change the hold, of all processes of the machine. */
final class HoldLock implements AutoCloseable {

  /** Locks on files are the process's, so its threads need one of their own. */
  private static final ReentrantLock WITHIN_THIS_PROCESS = new ReentrantLock();

  private final FileChannel channel;

  private HoldLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param file is made when it or its folder is missing, and stays
   * @param limit how long to wait
   * @throws IOException when it can not be had, also when it was not free within the limit
   */
  static HoldLock take(Path file, Duration limit) throws IOException, InterruptedException {
    if (!WITHIN_THIS_PROCESS.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      throw busy(file, limit);
    }
    boolean taken = false;
    try {
      Files.createDirectories(file.resolveSibling("."));
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        if (!lock(channel, limit)) {
          throw busy(file, limit);
        }
        taken = true;
        return new HoldLock(channel);
      } finally {
        if (!taken) {
          channel.close();
        }
      }
    } finally {
      if (!taken) {
        WITHIN_THIS_PROCESS.unlock();
      }
    }
  }

  private static FileSystemException busy(Path file, Duration limit) {
    return new FileSystemException(
        file.toString(),
        null,
        "another 'jetpack keepalive' has been at work on it for %s; 'fuser -v %s' names it"
            .formatted(Durations.format(limit), file));
  }

  /** A thread that waits for a lock can only be told to stop by closing the file. */
  private static boolean lock(FileChannel channel, Duration limit)
      throws IOException, InterruptedException {
    if (channel.tryLock() != null) {
      return true;
    }
    CountDownLatch ended = new CountDownLatch(1);
    Thread limiter =
        Thread.ofPlatform()
            .name("keepalive-lock-limit")
            .start(() -> closeUnlessEnded(channel, ended, limit));
    try {
      channel.lock();
    } catch (FileLockInterruptionException | ClosedByInterruptException e) {
      throw new InterruptedException("interrupted while waiting for a lock");
    } catch (AsynchronousCloseException e) {
      return false;
    } finally {
      ended.countDown();
      limiter.join();
    }
    // the limit may have been reached in the instant in which the lock was had
    return channel.isOpen();
  }

  private static void closeUnlessEnded(FileChannel channel, CountDownLatch ended, Duration limit) {
    try {
      if (!ended.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        channel.close();
      }
    } catch (InterruptedException | IOException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the next one have it. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      WITHIN_THIS_PROCESS.unlock();
    }
  }
}
