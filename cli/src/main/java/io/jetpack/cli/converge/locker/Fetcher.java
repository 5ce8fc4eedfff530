package io.jetpack.cli.converge.locker;

import io.jetpack.cli.converge.plan.Watcher;
import io.jetpack.cli.node.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Fetches files, several at once, each again and again until it is there or hope is gone. */
final class Fetcher {

  /** Waits do not grow beyond so many times the first one. */
  private static final int LONGEST_WAIT = 30;

  /** How often somebody who waits is told how much has come. */
  private static final long LOOK_MILLIS = 200;

  private final Settings.Fetch settings;
  private final Watcher watcher;

  Fetcher(Settings.Fetch settings, Watcher watcher) {
    this.settings = settings;
    this.watcher = watcher;
  }

  /**
   * Fetches all of them.
   *
   * @param targets where each file goes; the folders are made
   * @throws IOException when one of them could not be had; no other is under way then
   */
  void fetch(Locker locker, Map<LockerFile, Path> targets, Watcher.Transfer transfer)
      throws IOException, InterruptedException {
    ExecutorService workers =
        Executors.newFixedThreadPool(
            Math.min(settings.parallel(), Math.max(1, targets.size())),
            Thread.ofVirtual().name("fetch-", 0).factory());
    try {
      ExecutorCompletionService<LockerFile> fetched = new ExecutorCompletionService<>(workers);
      targets.forEach((file, target) -> {
        var ignored =
            fetched.submit(() -> {
              fetch(locker, file, target);
              return file;
            });
      });
      long told = 0;
      for (int left = targets.size(); left > 0; ) {
        Future<LockerFile> done = fetched.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (done != null) {
          LockerFile ignored = done.get();
          left--;
        }
        if (done == null || left == 0) {
          long present = present(targets.values());
          transfer.moved(present - told);
          told = present;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      workers.shutdownNow();
      workers.close();
    }
  }

  private static long present(Collection<Path> targets) {
    return targets.stream().mapToLong(target -> target.toFile().length()).sum();
  }

  private void fetch(Locker locker, LockerFile file, Path target)
      throws IOException, InterruptedException {
    Files.createDirectories(target.resolveSibling("."));
    for (int attempt = 1; ; attempt++) {
      try {
        locker.fetch(file, target);
        verify(locker, file, target);
        return;
      } catch (LockerException e) {
        if (!e.isPassing() || attempt >= settings.attempts()) {
          throw new LockerException(
              attempt == 1
                  ? String.valueOf(e.getMessage())
                  : "%s (attempt %d of %d)".formatted(e.getMessage(), attempt, settings.attempts()),
              false);
        }
        watcher.warn(
            "%s; attempt %d of %d failed, trying again"
                .formatted(e.getMessage(), attempt, settings.attempts()));
      }
      pause(settings, attempt);
    }
  }

  /** Waits after an attempt, longer after each. */
  static void pause(Settings.Fetch settings, int attempt) throws InterruptedException {
    long times = attempt > 5 ? LONGEST_WAIT : Math.min(LONGEST_WAIT, 1L << (attempt - 1));
    Duration wait = settings.retry().multipliedBy(times);
    boolean ignored = new CountDownLatch(1).await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void verify(Locker locker, LockerFile file, Path target) throws IOException {
    if (file.sha256().isEmpty()) {
      return;
    }
    String found = sha256(target);
    if (!found.equals(file.sha256().get())) {
      Files.delete(target);
      throw new LockerException(
          "'%s' of %s has the wrong checksum: SHA-256 %s instead of %s"
              .formatted(file.path(), locker.address(), found, file.sha256().get()),
          true);
    }
  }

  /** The checksum of a file in lower-case hexadecimal. */
  static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digest =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      byte[] buffer = new byte[64 * 1024];
      while (digest.read(buffer) >= 0) {
        // the stream counts
      }
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
