package io.jetpack.cli.message.outbox;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Notices that messages come and go, whichever process puts or sends them. */
public final class OutboxWatch implements AutoCloseable {

  /** What a wait ends with. */
  public enum Seen {
    /** Something came or went. */
    CHANGED,
    /** Nothing did. */
    QUIET,
    /** The folder is gone, or has another name. */
    GONE
  }

  private final WatchService service;
  private final Path folder;
  private final Object identity;

  private OutboxWatch(WatchService service, Path folder, Object identity) {
    this.service = service;
    this.folder = folder;
    this.identity = identity;
  }

  /** What tells the folder from another one that has its name later. */
  private static Object identity(Path folder) throws IOException {
    Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
    return key == null ? folder : key;
  }

  /**
   * Begins to watch.
   *
   * @throws IOException when the system has no more watches, or there is no such folder
   */
  public static OutboxWatch of(Path folder) throws IOException {
    return watch(
        folder, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
  }

  /** Begins to watch for what comes; what goes is noticed by those who take it away. */
  static OutboxWatch forNew(Path folder) throws IOException {
    return watch(folder, StandardWatchEventKinds.ENTRY_CREATE);
  }

  private static OutboxWatch watch(Path folder, WatchEvent.Kind<?>... kinds) throws IOException {
    WatchService service = folder.getFileSystem().newWatchService();
    try {
      Object identity = identity(folder);
      var _ = folder.register(service, kinds);
      return new OutboxWatch(service, folder, identity);
    } catch (IOException e) {
      service.close();
      throw e;
    }
  }

  /**
   * Waits until something came or went.
   *
   * @param limit the longest that this takes; a folder that was renamed is noticed then
   */
  public Seen await(Duration limit) throws InterruptedException {
    try {
      WatchKey key = service.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (key == null) {
        return identity(folder).equals(identity) ? Seen.QUIET : Seen.GONE;
      }
      var _ = key.pollEvents();
      return key.reset() ? Seen.CHANGED : Seen.GONE;
    } catch (ClosedWatchServiceException | IOException e) {
      return Seen.GONE;
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
