package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Where the installed system begins: {@code /}, or the folder of an image that is being made. No
 * link leads out of it.
 *
 * @param directory absolute, without links
 */
record Root(Path directory) {

  private static final Path WHOLE = Path.of("/");

  static Root of(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new Obstacle("there is no folder '%s' to install into".formatted(directory));
    }
    return new Root(directory.toRealPath());
  }

  /** Whether it is the system that runs. */
  boolean isLive() {
    return directory.equals(WHOLE);
  }

  /**
   * Where something of the installed system is seen from here.
   *
   * @param path absolute, as the installed system sees it
   * @throws Obstacle when a link on the way leads out of the root, or a file is in the way
   */
  Path at(String path) throws IOException {
    Path current = directory;
    Path relative = WHOLE.relativize(Path.of(path).normalize());
    for (int i = 0; i < relative.getNameCount() - 1; i++) {
      current = entered(current.resolve(relative.getName(i)));
    }
    return current.resolve(relative.getFileName());
  }

  private Path entered(Path folder) throws IOException {
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return folder;
    }
    if (Files.isSymbolicLink(folder)) {
      Path target;
      try {
        target = folder.toRealPath();
      } catch (IOException e) {
        throw new Obstacle(
            "'%s' is a link to '%s', which is not there"
                .formatted(folder, Files.readSymbolicLink(folder)),
            e);
      }
      if (!target.startsWith(directory)) {
        throw new Obstacle(
            "'%s' is a link to '%s', which leads out of '%s'; make it a relative link"
                .formatted(folder, Files.readSymbolicLink(folder), directory));
      }
      return target;
    }
    if (!Files.isDirectory(folder)) {
      throw new Obstacle(
          "'%s' is a file, where a folder is needed; move it away".formatted(folder));
    }
    return folder;
  }

  /** Whether the installed system has something; what can not be reached is not there. */
  boolean has(String path) {
    try {
      return Files.exists(at(path), LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return false;
    }
  }
}
