package io.jetpack.healthcheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Scratch directories of runs whose program was killed before it could remove them. */
public final class ScratchLeftovers {

  /**
   * A container that shares the folder has processes that nobody sees from here, and no check runs
   * for so long.
   */
  private static final Duration AGE = Duration.ofHours(1);

  private ScratchLeftovers() {}

  /**
   * Removes those in the folder for temporary files that belong to this user, that nobody has
   * touched for an hour, and whose process is gone. Never fails.
   *
   * @return how many there were
   */
  public static int remove() {
    return removeFrom(Path.of(System.getProperty("java.io.tmpdir")), Instant.now().minus(AGE));
  }

  /** Removes those in a folder that are older than that. */
  static int removeFrom(Path temporary, Instant before) {
    try (Stream<Path> entries = Files.list(temporary)) {
      return (int)
          entries.filter(entry -> isLeft(entry, before) && ScratchDirectory.delete(entry)).count();
    } catch (IOException | RuntimeException e) {
      // nobody is told of a folder that can not be read: the first check that needs it tells
      return 0;
    }
  }

  private static boolean isLeft(Path entry, Instant before) {
    OptionalLong maker = ScratchDirectory.maker(entry.getFileName().toString());
    try {
      return maker.isPresent()
          && ProcessHandle.of(maker.getAsLong()).isEmpty()
          && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
          && Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS)
              .toInstant()
              .isBefore(before)
          && isOurs(entry);
    } catch (IOException e) {
      // it went meanwhile
      return false;
    }
  }

  private static boolean isOurs(Path entry) throws IOException {
    return Files.getOwner(entry, LinkOption.NOFOLLOW_LINKS)
        .getName()
        .equals(System.getProperty("user.name"));
  }
}
