package io.jetpack.cli.healthcheck.validate;

import io.jetpack.text.IoReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A home, and a folder for temporary files, for the trial runs of one check; gone when closed. */
final class ScratchHome implements AutoCloseable {

  private final Path folder;

  private ScratchHome(Path folder) {
    this.folder = folder;
  }

  static ScratchHome create() {
    try {
      Path folder = Files.createTempDirectory("jetpack-validate-");
      for (String name : List.of("home/config", "home/logs", "home/run", "tmp")) {
        Files.createDirectories(folder.resolve(name));
      }
      return new ScratchHome(folder);
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

  /** The names of what lies in the folder for temporary files. */
  List<String> leftInTemporary() {
    try (Stream<Path> files = Files.list(temporary())) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // what can not be deleted is no reason to lose the findings
    }
  }
}
