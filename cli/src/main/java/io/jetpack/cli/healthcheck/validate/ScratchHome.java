package io.jetpack.cli.healthcheck.validate;

import io.jetpack.healthcheck.scratch.ScratchPlaces;
import io.jetpack.runner.files.DeletionResult;
import io.jetpack.runner.files.TreeDeletion;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A home, and a folder for temporary files, for the trial runs of one check; gone when closed. */
final class ScratchHome implements AutoCloseable {

  private static final int MOST_FILES = 1000;
  private static final long MOST_BYTES = 16 << 20;

  private final Path folder;
  private final Consumer<String> kept;

  private ScratchHome(Path folder, Consumer<String> kept) {
    this.folder = folder;
    this.kept = kept;
  }

  /**
   * Makes one.
   *
   * @param kept is told, at the end, what could not be removed and why
   */
  static ScratchHome create(Consumer<String> kept) {
    try {
      Path folder = Files.createTempDirectory("jetpack-validate-");
      for (String name : List.of("home/config", "home/logs", "home/run", "tmp", "runs")) {
        Files.createDirectories(folder.resolve(name));
      }
      return new ScratchHome(folder, kept);
    } catch (IOException e) {
      throw new UncheckedIOException("a scratch home can not be made: " + IoReason.withFile(e), e);
    }
  }

  Path home() {
    return folder.resolve("home");
  }

  Path temporary() {
    return folder.resolve("tmp");
  }

  /** Where the directories are made in which the check runs. */
  ScratchPlaces places() {
    return new ScratchPlaces(List.of(folder.resolve("runs")));
  }

  /** The names of what lies in the folder for temporary files. */
  List<String> leftInTemporary() {
    try (Stream<Path> files = Files.list(temporary())) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * A directory with copies of the files in another one.
   *
   * @return empty when these are many or large, or cannot be read
   */
  Optional<Path> copyOf(Path directory) {
    Path copy = folder.resolve("copy");
    long bytes = 0;
    try (Stream<Path> found = Files.walk(directory)) {
      List<Path> paths = found.limit(MOST_FILES + 1).toList();
      for (Path path : paths) {
        Path to = copy.resolve(directory.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(to);
        } else if (Files.isRegularFile(path)) {
          bytes += Files.size(path);
          if (bytes > MOST_BYTES) {
            return Optional.empty();
          }
          Path _ = Files.copy(path, to);
        }
      }
      return paths.size() > MOST_FILES ? Optional.empty() : Optional.of(copy);
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    if (TreeDeletion.delete(folder) instanceof DeletionResult.Partial partial) {
      kept.accept(partial.words());
    }
  }
}
