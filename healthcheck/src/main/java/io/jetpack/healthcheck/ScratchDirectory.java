package io.jetpack.healthcheck;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A working directory for one run, gone with all that is in it when closed. */
final class ScratchDirectory implements AutoCloseable {

  private final Path path;
  private final boolean ours;

  private ScratchDirectory(Path path, boolean ours) {
    this.path = path;
    this.ours = ours;
  }

  /**
   * A new directory. Where none can be made, as on a full or read-only disk, which is just what a
   * check may be there to find, the root of the file system takes its place.
   */
  static ScratchDirectory create() {
    try {
      return new ScratchDirectory(Files.createTempDirectory("jetpack-check-"), true);
    } catch (IOException e) {
      Path here = Path.of("").toAbsolutePath();
      Path root = here.getRoot();
      return new ScratchDirectory(root == null ? here : root, false);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    if (!ours) {
      return;
    }
    try {
      Files.walkFileTree(path, new Deletion());
    } catch (IOException e) {
      // a directory that can not be deleted is no reason to lose the check's result
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      // a script may have locked a folder of its own
      boolean ignored = folder.toFile().setWritable(true) && folder.toFile().setExecutable(true);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
