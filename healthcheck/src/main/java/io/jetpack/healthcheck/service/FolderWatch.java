package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.CheckDirectory;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks into the folder of checks again and again, and reads only files that have changed. Used by
 * one thread at a time.
 */
final class FolderWatch {

  /**
   * What a look found.
   *
   * @param checks by the name of their file
   * @param problem why the folder can not be listed; then there are no checks
   */
  record Look(Map<String, Check> checks, Optional<String> problem) {}

  private record Known(FileStamp stamp, Optional<Check> check) {}

  private final Path folder;
  private final CheckDirectory directory;
  private Map<Path, Known> known = new HashMap<>();

  FolderWatch(Path folder, CheckDirectory directory) {
    this.folder = folder;
    this.directory = directory;
  }

  Look look() {
    Map<Path, Known> found = new HashMap<>();
    Map<String, Check> checks = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path path : entries) {
        FileStamp stamp = FileStamp.of(path);
        Known before = known.get(path);
        Known now = before != null && before.stamp().equals(stamp) ? before : read(path, stamp);
        found.put(path, now);
        now.check().ifPresent(check -> checks.put(check.name(), check));
      }
    } catch (NoSuchFileException e) {
      return nothing("there is no folder '%s'".formatted(folder));
    } catch (NotDirectoryException e) {
      return nothing("'%s' is not a folder".formatted(folder));
    } catch (IOException | DirectoryIteratorException e) {
      return nothing("the folder '%s' can not be read: %s".formatted(folder, e.getMessage()));
    }
    known = found;
    return new Look(checks, Optional.empty());
  }

  private Known read(Path path, FileStamp stamp) {
    Optional<Check> check =
        directory.reasonToSkip(path).isPresent()
            ? Optional.empty()
            : Optional.of(directory.check(path));
    return new Known(stamp, check);
  }

  private Look nothing(String problem) {
    known = new HashMap<>();
    return new Look(Map.of(), Optional.of(problem));
  }
}
