package io.jetpack.cli.node.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Looks at files that usually are not there. {@code Files} makes an exception of each look, which
 * is most of what a look costs, and a service looks for months.
 */
public final class FileAttributesIfAny {

  private FileAttributesIfAny() {}

  /**
   * What the file is, or empty when there is none.
   *
   * @throws IOException when nobody can tell whether there is one
   */
  public static Optional<BasicFileAttributes> of(Path file, LinkOption... options)
      throws IOException {
    try {
      return Optional.ofNullable(
          file.getFileSystem()
              .provider()
              .readAttributesIfExists(file, BasicFileAttributes.class, options));
    } catch (IOException e) {
      return exactly(file, options);
    }
  }

  /** What is beneath a file, for instance, is not there either. */
  private static Optional<BasicFileAttributes> exactly(Path file, LinkOption... options)
      throws IOException {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, options));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
