package io.jetpack.cli.healthcheck.keepalive;

import io.jetpack.cli.healthcheck.keepalive.HoldChange.SetAside;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.Moment;
import io.jetpack.cli.node.NodeTime;
import io.jetpack.cli.node.SystemTime;
import io.jetpack.cli.node.files.LockFile;
import io.jetpack.cli.node.files.WholeFile;
import io.jetpack.cli.node.files.WholeFile.Reading;
import io.jetpack.healthcheck.hold.Hold;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.healthcheck.hold.Holds;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The hold of a node, kept in {@code run/keepalive.json} of its home. Any number of threads and
 * processes may read and change it at once.
 */
public final class HoldFile implements Holds {

  private static final int LIMIT_BYTES = 64 * 1024;

  /** A change takes milliseconds, but many may wait for it, on a machine that has trouble. */
  static final Duration LOCK_LIMIT = Duration.ofSeconds(10);

  private final Home home;
  private final WholeFile file;
  private final NodeTime time;
  private final Duration lockLimit;

  /** The hold of the node with this home. */
  public HoldFile(Home home) {
    this(home, new SystemTime(), LOCK_LIMIT);
  }

  /**
   * @param lockLimit how long to wait for others who change the hold
   */
  HoldFile(Home home, NodeTime time, Duration lockLimit) {
    this.home = home;
    this.file = new WholeFile(home.run().resolve("keepalive.json"), LIMIT_BYTES);
    this.time = time;
    this.lockLimit = lockLimit;
  }

  @Override
  public HoldReading read() {
    // a service asks every two seconds, and most nodes are not held
    return read(time::now);
  }

  private HoldReading read(Supplier<Moment> now) {
    return switch (file.read()) {
      case Reading.Missing() -> missing();
      case Reading.Unreadable(String reason) -> new HoldReading.Unreadable(reason);
      case Reading.Content content ->
          switch (HoldJson.parse(content.bytes())) {
            case HoldJson.Parsed.Good(StoredHold hold) -> hold.at(now.get());
            case HoldJson.Parsed.Broken(String why) ->
                new HoldReading.Unreadable("'%s' is damaged: %s".formatted(file.path(), why));
          };
    };
  }

  /** That there is no file means that nobody holds the node only where there could be one. */
  private HoldReading missing() {
    Path folder = file.path().resolveSibling(".").normalize();
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
      return new HoldReading.Unreadable("'%s' is no folder".formatted(folder));
    }
    return new HoldReading.Free();
  }

  /** Whether it is only this user who can not read it: the service may. */
  boolean isForbidden() {
    Path path = file.path();
    try {
      path.getFileSystem().provider().checkAccess(path, AccessMode.READ);
      return false;
    } catch (AccessDeniedException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** That it cannot be written, for people. */
  String unwritable(IOException e) {
    return home.unwritable(file.path(), e);
  }

  /**
   * Holds the node from now on, unless it is held for longer already.
   *
   * @param duration empty for a hold that only {@link #end} ends
   * @throws IOException when it can not be written; then everything is as it was
   */
  HoldChange take(Optional<Duration> duration, String by, String reason)
      throws IOException, InterruptedException {
    Moment now = time.now();
    StoredHold wanted = StoredHold.from(now, duration, by, reason);
    // nearly all the work is done before the lock, which then is short: many may wait for it
    byte[] bytes = HoldJson.write(wanted);
    Optional<HoldChange> stays = whatStays(wanted.hold(), readUninterrupted(now));
    if (stays.isPresent()) {
      return stays.get();
    }
    try (LockFile _ = lock()) {
      HoldReading present = readUninterrupted(now);
      stays = whatStays(wanted.hold(), present);
      if (stays.isPresent()) {
        return stays.get();
      }
      if (present instanceof HoldReading.Unreadable(String why)) {
        SetAside aside = new SetAside(why, replaceUnreadable(bytes));
        return new HoldChange.Taken(wanted.hold(), Optional.of(aside));
      }
      file.write(bytes);
      return new HoldChange.Taken(wanted.hold(), Optional.empty());
    }
  }

  private static Optional<HoldChange> whatStays(Hold wanted, HoldReading present) {
    return switch (present) {
      case HoldReading.Free() -> Optional.empty();
      case HoldReading.Held(Hold hold) ->
          isLonger(wanted, hold) ? Optional.empty() : Optional.of(new HoldChange.LongerStays(hold));
      case HoldReading.Unreadable(String why) ->
          wanted.forever() ? Optional.empty() : Optional.of(new HoldChange.UnreadableStays(why));
    };
  }

  private static boolean isLonger(Hold wanted, Hold present) {
    Instant end = wanted.until().orElse(Instant.MAX);
    return end.isAfter(present.until().orElse(Instant.MAX));
  }

  /** The new state is on the disk before the old one goes: no full disk may end a hold. */
  private Path replaceUnreadable(byte[] bytes) throws IOException {
    Path path = file.path();
    WholeFile next = new WholeFile(path.resolveSibling(path.getFileName() + ".new"), LIMIT_BYTES);
    next.write(bytes);
    Path aside = file.setAside();
    Files.move(next.path(), path, StandardCopyOption.ATOMIC_MOVE);
    return aside;
  }

  /**
   * Ends the hold, whatever it is.
   *
   * @throws IOException when that can not be; then the node is held as before
   */
  HoldChange.Ended end() throws IOException, InterruptedException {
    try (LockFile _ = lock()) {
      HoldReading before = readUninterrupted(time.now());
      if (before instanceof HoldReading.Unreadable(String why)) {
        SetAside aside = new SetAside(why, file.setAside());
        return new HoldChange.Ended(before, Optional.of(aside));
      }
      boolean ignored = Files.deleteIfExists(file.path());
      return new HoldChange.Ended(before, Optional.empty());
    }
  }

  /** What an interrupt ends can not be read either, but says nothing about the file. */
  private HoldReading readUninterrupted(Moment now) throws InterruptedException {
    HoldReading reading = read(() -> now);
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while reading the hold");
    }
    return reading;
  }

  private LockFile lock() throws IOException, InterruptedException {
    return LockFile.take(
        file.path().resolveSibling("keepalive.lock"), "jetpack keepalive", lockLimit);
  }
}
