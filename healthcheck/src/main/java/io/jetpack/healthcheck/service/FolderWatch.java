package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.CheckDirectory;
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
     */
    record Found(Map<String, Check> checks) implements Look {}

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
  private Map<Path, Known> known = new HashMap<>();

  /** The folder's own stamp at the last listing; empty when it may have changed meanwhile. */
  private Optional<FileStamp> listed = Optional.empty();

  /**
   * @param clock the one by which files get their times
   */
  FolderWatch(Path folder, CheckDirectory directory, InstantSource clock) {
    this.folder = folder;
    this.directory = directory;
    this.clock = clock;
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
      return new Look.Missing("there is no folder '%s'".formatted(folder));
    } catch (NotDirectoryException e) {
      return new Look.Unreadable("'%s' is not a folder".formatted(folder));
    } catch (DirectoryIteratorException e) {
      return unreadable(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      return unreadable(e);
    }
    known = found;
    listed = settled ? Optional.of(before) : Optional.empty();
    return new Look.Found(checks);
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
