package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/**
 * Copies a program into a folder that is not there yet. Files of a package are linked instead, so
 * that they need no room of their own: dpkg and rpm exchange files by renames and never write into
 * them, so who runs the copy keeps it while the package is exchanged or removed.
 */
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

  /**
   * Copies all of it, with the times of the files, which its caches compare.
   *
   * @param links whether files may be links to those of the program
   */
  void copy(Program program, Path to, boolean links) throws IOException, InterruptedException {
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
        if (!links || !isLinked(from, file)) {
          Path _ = Files.copy(from, file, StandardCopyOption.COPY_ATTRIBUTES);
          ownership.set(file, Access.root(Program.isProgram(from) ? 0755 : 0644));
        }
      }
    }
  }

  /** Not every file system has links, and none has them to another one. */
  private static boolean isLinked(Path from, Path file) {
    try {
      Path _ = Files.createLink(file, from);
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
