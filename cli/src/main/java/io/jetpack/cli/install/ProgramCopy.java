package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/** Copies a program into a folder that is not there yet. */
final class ProgramCopy {

  private final Ownership ownership;
  private final Consumer<String> before;

  /**
   * @param before hears of each file before it is copied
   */
  ProgramCopy(Ownership ownership, Consumer<String> before) {
    this.ownership = ownership;
    this.before = before;
  }

  /** Copies all of it, with the times of the files, which its caches compare. */
  void copy(Program program, Path to) throws IOException, InterruptedException {
    Path _ = Files.createDirectory(to);
    ownership.set(to, Access.root(0755));
    for (Path path : program.paths()) {
      Path from = program.folder().resolve(path);
      Path file = to.resolve(path);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
        Path _ = Files.createDirectory(file);
        ownership.set(file, Access.root(0755));
      } else if (Files.isSymbolicLink(from)) {
        Path _ = Files.createSymbolicLink(file, Files.readSymbolicLink(from));
      } else {
        before.accept("copy " + file);
        Path _ = Files.copy(from, file, StandardCopyOption.COPY_ATTRIBUTES);
        ownership.set(file, Access.root(Program.isProgram(from) ? 0755 : 0644));
      }
    }
  }
}
