package io.jetpack.cli.converge.locker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Whole folders: removed, copied, exchanged. Links are taken as links. */
public final class Folders {

  private Folders() {}

  /** Removes a folder with all that is in it, or a file; nothing there is fine. */
  public static void remove(Path folder) throws IOException {
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Removes what was gathered in vain, so that it does not keep a disk full, as far as it can. */
  public static void discard(Path folder) {
    try {
      remove(folder);
    } catch (IOException e) {
      // the next attempt removes it, or says why it can not
    }
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
   */
  public static void exchange(Path complete, Path place) throws IOException {
    Path old = place.resolveSibling("." + place.getFileName() + ".old");
    remove(old);
    try {
      Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      // the first one
    }
    Files.move(complete, place, StandardCopyOption.ATOMIC_MOVE);
    remove(old);
  }
}
