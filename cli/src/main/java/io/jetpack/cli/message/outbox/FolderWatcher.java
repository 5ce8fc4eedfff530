package io.jetpack.cli.message.outbox;

import io.jetpack.cli.node.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Notices on a thread of its own what comes into a folder of the outbox, whichever process puts it
 * there; while nothing comes the thread wakes once a minute.
 */
public final class FolderWatcher {

  /** Who is told. Called by the thread. */
  public interface Listener {
    /** Whether it is watched from now on. */
    void watched(boolean now);

    /** Something came; also when the watch begins, for what came before. */
    void changed() throws IOException, InterruptedException;

    /** Something has failed that should not; the thread goes on when this returns. */
    void failed(Throwable failure);
  }

  /** How often it is looked whether the folder is still the one that is watched. */
  private static final Duration UPKEEP_EVERY = Duration.ofMinutes(1);

  /** How soon it is tried again to watch the folder, or to have something done. */
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final OutboxFolder outbox;
  private final Path folder;
  private final Listener listener;
  private final CountDownLatch ending = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param outbox makes the folder
   * @param folder is watched
   */
  public FolderWatcher(String threadName, OutboxFolder outbox, Path folder, Listener listener) {
    this.outbox = outbox;
    this.folder = folder;
    this.listener = listener;
    this.thread = Thread.ofPlatform().daemon().name(threadName).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** The thread ends soon. */
  public Thread end() {
    ending.countDown();
    thread.interrupt();
    return thread;
  }

  private void run() {
    try {
      while (ending.getCount() > 0) {
        try {
          outbox.make();
          DurableFiles.makePrivateDirectory(folder);
          watch();
        } catch (IOException e) {
          // whoever is told looks by itself more often, or it is tried again
        } catch (RuntimeException | Error e) {
          listener.failed(e);
        }
        listener.watched(false);
        boolean _ = ending.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      // the end
    }
  }

  /** Returns when the folder is no longer watched, because it is gone or another one. */
  private void watch() throws IOException, InterruptedException {
    try (OutboxWatch watch = OutboxWatch.forNew(folder)) {
      listener.watched(true);
      listener.changed();
      while (ending.getCount() > 0) {
        switch (watch.await(UPKEEP_EVERY)) {
          case CHANGED -> listener.changed();
          case QUIET -> {}
          case GONE -> {
            return;
          }
        }
      }
    }
  }
}
