package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** Something that somebody has to mend first; the message says what. */
final class Obstacle extends IOException {

  private static final long serialVersionUID = 1;

  Obstacle(String message) {
    super(message);
  }

  Obstacle(String message, Throwable cause) {
    super(message, cause);
  }

  /** That a file can not be changed, in the system's own words. */
  static Obstacle at(Path path, IOException e) {
    if (e instanceof Obstacle obstacle) {
      return obstacle;
    }
    return new Obstacle("'%s' can not be changed: %s".formatted(path, reason(e)), e);
  }

  /** The system's words without the names of files, which are told anyway. */
  static String reason(IOException e) {
    String reason =
        e instanceof FileSystemException other && other.getReason() != null
            ? other.getReason()
            : e.getMessage();
    return reason == null
        ? e.getClass().getSimpleName()
        : reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
  }
}
