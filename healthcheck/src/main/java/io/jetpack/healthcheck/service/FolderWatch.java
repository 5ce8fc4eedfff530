package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.CheckDirectory;
import io.jetpack.runner.files.Mount;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks into the folder of checks again and again, and reads only files that have changed. Used by
 * one thread at a time.
 */
final class FolderWatch {

  /** What a look found. */
  sealed interface Look {
    /** Nothing was added, removed or renamed. */
    record Same() implements Look {}

    /**
     * What there is.
     *
     * @param checks by the name of their file
     * @param mount where they are; empty where there are none, or it is not known
     */
    record Found(Map<String, Check> checks, Optional<Mount> mount) implements Look {}

    /** There is no folder. */
    record Missing(String problem) implements Look {}

    /** There is something that can not be listed, which says nothing about the checks. */
    record Unreadable(String problem) implements Look {}
  }

  /** Times of files are this coarse on the coarsest file systems. */
  private static final Duration COARSE = Duration.ofSeconds(2);

  private record Known(FileStamp stamp, Optional<Check> check) {}

  private final Path folder;
  private final CheckDirectory directory;
  private final InstantSource clock;
  private final Function<Path, Optional<Mount>> mounts;
  private final Supplier<Optional<Mount>> mountBefore;
  private Map<Path, Known> known = new HashMap<>();

  /** The folder's own stamp at the last listing; empty when it may have changed meanwhile. */
  private Optional<FileStamp> listed = Optional.empty();

  /**
   * @param clock the one by which files get their times
   * @param mounts which mount a directory is in
   * @param mountBefore the one in which checks were seen last
   */
  FolderWatch(
      Path folder,
      CheckDirectory directory,
      InstantSource clock,
      Function<Path, Optional<Mount>> mounts,
      Supplier<Optional<Mount>> mountBefore) {
    this.folder = folder;
    this.directory = directory;
    this.clock = clock;
    this.mounts = mounts;
    this.mountBefore = mountBefore;
  }

  /**
   * Looks at the folder's own time only, which costs next to nothing and finds what was added,
   * removed or renamed; then, or when it has just changed, into the folder.
   */
  Look lookAtFolder() {
    return listed.isPresent() && listed.get().equals(FileStamp.of(folder))
        ? new Look.Same()
        : lookAtFiles();
  }

  private Look unreadable(IOException e) {
    return new Look.Unreadable(
        "the folder '%s' can not be read: %s".formatted(folder, IoReason.of(e)));
  }

  /** Looks at each file, which finds also what was edited in place. */
  Look lookAtFiles() {
    listed = Optional.empty();
    FileStamp before = FileStamp.of(folder);
    Optional<Mount> mount = mounts.apply(folder);
    boolean settled = !before.isFresh(clock.instant(), COARSE);
    Map<Path, Known> found = new HashMap<>();
    Map<String, Check> checks = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path path : entries) {
        know(path)
            .ifPresent(now -> {
              found.put(path, now);
              now.check().ifPresent(check -> checks.put(check.name(), check));
            });
      }
    } catch (NoSuchFileException e) {
      return missing();
    } catch (NotDirectoryException e) {
      return new Look.Unreadable("'%s' is not a folder".formatted(folder));
    } catch (DirectoryIteratorException e) {
      return unreadable(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      return unreadable(e);
    }
    if (!mounts.apply(folder).equals(mount)) {
      return new Look.Same(); // it was exchanged meanwhile: the next look will tell
    }
    if (checks.isEmpty() && isElsewhere(mount)) {
      return new Look.Unreadable(
          "no check is in '%s', and the checks were in another file system (%s); mount that again, "
                  .formatted(folder, mountBefore.get().orElseThrow())
              + "or put a check there");
    }
    known = found;
    listed = settled ? Optional.of(before) : Optional.empty();
    return new Look.Found(checks, checks.isEmpty() ? Optional.empty() : mount);
  }

  private boolean isElsewhere(Optional<Mount> mount) {
    Optional<Mount> before = mountBefore.get();
    return before.isPresent() && mount.isPresent() && !mount.get().isLike(before.get());
  }

  /**
   * A link to nowhere, and a directory of which the file system is gone that it was in, are nothing
   * that somebody has removed.
   */
  private Look missing() {
    if (Files.isSymbolicLink(folder)) {
      return new Look.Unreadable("'%s' is a link to what is not there".formatted(folder));
    }
    Optional<Mount> before = mountBefore.get();
    Path above = folder.toAbsolutePath();
    while (above.getParent() != null && !Files.exists(above)) {
      above = above.getParent();
    }
    if (before.isPresent()
        && above.startsWith(before.get().place())
        && isElsewhere(mounts.apply(above))) {
      return new Look.Unreadable(
          "there is no folder '%s', which was in another file system (%s); mount that again"
              .formatted(folder, before.get()));
    }
    return new Look.Missing("there is no folder '%s'".formatted(folder));
  }

  /** Empty for what has just been removed; what can not be looked at is as it was. */
  private Optional<Known> know(Path path) {
    FileStamp stamp = FileStamp.of(path);
    Known before = known.get(path);
    if (before != null && (before.stamp().equals(stamp) || stamp.isUnreadable())) {
      return Optional.of(before);
    }
    return stamp.isNone() && !Files.isSymbolicLink(path)
        ? Optional.empty()
        : Optional.of(read(path, stamp));
  }

  private Known read(Path path, FileStamp stamp) {
    Optional<Check> check =
        directory.reasonToSkip(path).isPresent()
            ? Optional.empty()
            : Optional.of(directory.check(path));
    return new Known(stamp, check);
  }
}
