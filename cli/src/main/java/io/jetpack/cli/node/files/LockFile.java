package io.jetpack.cli.node.files;

import io.jetpack.runner.NativeThreads;
import io.jetpack.text.Durations;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one at a time at something, of all processes of the machine and all threads of this one. The
 * operating system gives it back when its process ends, however that happens.
 */
public final class LockFile implements AutoCloseable {

  /** Locks on files are the process's, so its threads need one of their own, by file. */
  private static final ConcurrentMap<Path, ReentrantLock> WITHIN_THIS_PROCESS =
      new ConcurrentHashMap<>();

  private final FileChannel channel;
  private final ReentrantLock thread;

  private LockFile(FileChannel channel, ReentrantLock thread) {
    this.channel = channel;
    this.thread = thread;
  }

  /**
   * Waits for the lock.
   *
   * @param file is made when it or its folder is missing, and stays
   * @param users who else may have it, for people
   * @param limit how long to wait
   * @throws IOException when it can not be had, also when it was not free within the limit
   */
  public static LockFile take(Path file, String users, Duration limit)
      throws IOException, InterruptedException {
    ReentrantLock thread =
        WITHIN_THIS_PROCESS.computeIfAbsent(file.toAbsolutePath(), _ -> new ReentrantLock());
    if (!thread.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      throw busy(file, users, limit);
    }
    boolean taken = false;
    try {
      FileChannel channel = DurableFiles.openLock(file);
      try {
        if (!lock(channel, limit)) {
          throw busy(file, users, limit);
        }
        taken = true;
        return new LockFile(channel, thread);
      } finally {
        if (!taken) {
          channel.close();
        }
      }
    } finally {
      if (!taken) {
        thread.unlock();
      }
    }
  }

  private static FileSystemException busy(Path file, String users, Duration limit) {
    return new FileSystemException(
        file.toString(),
        null,
        "another '%s' has been at work on it for %s; 'fuser -v %s' names it"
            .formatted(users, Durations.format(limit), file));
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
            .name("lock-limit")
            .unstarted(() -> closeUnlessEnded(channel, ended, limit));
    NativeThreads.start(limiter);
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
      thread.unlock();
    }
  }
}
