package io.jetpack.cli.install;

import io.jetpack.text.IoReason;
import java.io.IOException;
import java.nio.file.Path;

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
    return new Obstacle("'%s' can not be changed: %s".formatted(path, IoReason.of(e)), e);
  }
}
