package io.jetpack.cli.message;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Notices that messages come and go, whichever process puts or sends them. */
final class OutboxWatch implements AutoCloseable {

  private final WatchService service;

  private OutboxWatch(WatchService service) {
    this.service = service;
  }

  /**
   * Begins to watch.
   *
   * @throws IOException when the system has no more watches, or there is no such folder
   */
  static OutboxWatch of(Path folder) throws IOException {
    WatchService service = folder.getFileSystem().newWatchService();
    try {
      var _ =
          folder.register(
              service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
      return new OutboxWatch(service);
    } catch (IOException e) {
      service.close();
      throw e;
    }
  }

  /**
   * Waits until something came or went.
   *
   * @return whether the folder is still watched
   */
  boolean await(Duration limit) throws InterruptedException {
    try {
      WatchKey key = service.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (key == null) {
        return true;
      }
      var _ = key.pollEvents();
      return key.reset();
    } catch (ClosedWatchServiceException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
