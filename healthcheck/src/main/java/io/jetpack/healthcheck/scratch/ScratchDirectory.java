package io.jetpack.healthcheck.scratch;

import io.jetpack.runner.files.DeletionResult;
import io.jetpack.runner.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A working directory for one run: of its own, empty, and closed to other users. Whoever made it
 * removes it when the run has ended.
 */
public final class ScratchDirectory {

  static final String PREFIX = "jetpack-check-";

  private static final int NAMES = 1_000_000;
  private static final int MOST_ATTEMPTS = 100;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private static final Pattern NAME = Pattern.compile(PREFIX + "(.+)-\\d{1,20}");

  /**
   * The name of a file beside a directory that could not be removed, after that of the directory:
   * it says that this was told, and need not be told again.
   */
  static final String TOLD = ".left";

  /** A result does not wait longer than this for its directory to be removed. */
  private static final Duration REMOVAL_LIMIT = Duration.ofMinutes(1);

  /** Nor the end of the program, which a run that was cancelled is part of. */
  private static final Duration CANCELLED_REMOVAL_LIMIT = Duration.ofSeconds(2);

  private final Path path;

  private ScratchDirectory(Path path) {
    this.path = path;
  }

  /** Makes one in an existing directory. */
  static ScratchDirectory in(Path place) throws IOException {
    // shorter than the JDK's own: a script's sockets have paths of 107 bytes at most
    String start = PREFIX + Maker.current() + "-";
    for (int attempt = 1; ; attempt++) {
      try {
        int number = ThreadLocalRandom.current().nextInt(NAMES);
        return new ScratchDirectory(Files.createDirectory(place.resolve(start + number), mode()));
      } catch (FileAlreadyExistsException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Closed to others from the first moment on. */
  private static FileAttribute<?>[] mode() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  /** Who made a directory of that name, when it is one of these. */
  static Optional<Maker> maker(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches() ? Maker.parse(matcher.group(1)) : Optional.empty();
  }

  /** Absolute. */
  public Path path() {
    return path;
  }

  /**
   * Removes the directory with all that is in it. What a check has mounted there stays as it is.
   *
   * @return what was left and why, in one line; empty when nothing was left
   */
  public Optional<String> remove() {
    return remove(path, REMOVAL_LIMIT);
  }

  /** The same after a run that was cancelled, which has to be quick and has nobody to tell. */
  public void removeQuickly() {
    Optional<String> _ = remove(path, CANCELLED_REMOVAL_LIMIT);
  }

  private static Optional<String> remove(Path path, Duration limit) {
    return switch (TreeDeletion.delete(path, limit)) {
      case DeletionResult.Complete _ -> Optional.empty();
      case DeletionResult.Partial partial -> {
        boolean _ = isNews(path);
        yield Optional.of(partial.words());
      }
    };
  }

  /** Whether nobody was told yet that a directory cannot be removed; the next time it is not. */
  static boolean isNews(Path path) {
    try {
      Path _ = Files.createFile(told(path));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      // to be told twice is better than never
      return true;
    }
  }

  static Path told(Path path) {
    return path.resolveSibling(path.getFileName() + TOLD);
  }
}
