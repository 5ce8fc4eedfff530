package io.jetpack.healthcheck;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A working directory for one run, gone with all that is in it when closed. */
final class ScratchDirectory implements AutoCloseable {

  private static final String PREFIX = "jetpack-check-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-\\d+");

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
      return new ScratchDirectory(
          Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-"), true);
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
    if (ours) {
      delete(path);
    }
  }

  /** The process that made a directory of that name, when it is one of these. */
  static OptionalLong maker(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  /** Removes such a directory as far as that is possible, and says whether it is gone. */
  static boolean delete(Path directory) {
    try {
      Files.walkFileTree(directory, new Deletion());
      return true;
    } catch (IOException e) {
      // a directory that can not be deleted is no reason to lose the check's result
      return false;
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
