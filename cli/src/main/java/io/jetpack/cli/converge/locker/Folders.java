package io.jetpack.cli.converge.locker;

import io.jetpack.runner.files.DeletionResult;
import io.jetpack.runner.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Whole folders: removed, copied, exchanged. Links are taken as links. */
public final class Folders {

  /** What is mounted in an old one keeps it, and each new one may bring another mount. */
  private static final int MOST_OLD = 100;

  private Folders() {}

  /**
   * Removes a folder with all that is in it, or a file; nothing there is fine.
   *
   * @throws IOException when something of it is left, as something that is mounted there is, with
   *     what and why
   */
  public static void remove(Path folder) throws IOException {
    if (TreeDeletion.delete(folder) instanceof DeletionResult.Partial partial) {
      throw new IOException(partial.words());
    }
  }

  /** Removes what was gathered in vain, so that it does not keep a disk full, as far as it can. */
  public static void discard(Path folder) {
    // the next attempt removes what is left, or says why it can not
    DeletionResult _ = TreeDeletion.delete(folder);
  }

  /** Copies what is in a folder into another one, which is made; files there are replaced. */
  public static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file,
                to.resolve(from.relativize(file).toString()),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES,
                LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * Puts a complete folder in the place of another one. Killed in between there is neither, never a
   * half.
   *
   * @return what could not be removed of the other one, and why, in one line: it stays beside the
   *     place, and is no reason not to go on
   */
  public static Optional<String> exchange(Path complete, Path place) throws IOException {
    Path old = free(place);
    try {
      Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      // the first one
    }
    Files.move(complete, place, StandardCopyOption.ATOMIC_MOVE);
    return TreeDeletion.delete(old) instanceof DeletionResult.Partial partial
        ? Optional.of(partial.words())
        : Optional.empty();
  }

  /** A name for what was there before, under which nothing is left that could not be removed. */
  private static Path free(Path place) throws IOException {
    String name = "." + place.getFileName() + ".old";
    for (int number = 1; number <= MOST_OLD; number++) {
      Path old = place.resolveSibling(number == 1 ? name : name + "-" + number);
      if (TreeDeletion.delete(old).isComplete()) {
        return old;
      }
    }
    throw new IOException(
        "'%s' and its like cannot be removed; unmount what is mounted in them and delete them"
            .formatted(place.resolveSibling(name)));
  }
}
