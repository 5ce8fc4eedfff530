package io.jetpack.cli.converge;

import io.jetpack.cli.node.files.RotatingFile;
import io.jetpack.text.PlainText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * {@code logs/jetpack.log}: what a converge said, with times. When it has grown to its limit it
 * becomes {@code jetpack.log.1}. What can not be written is on the terminal all the same.
 *
 * @param file empty for what changes nothing
 */
record ConvergeLog(Optional<RotatingFile> file, InstantSource clock) {

  /** For what changes nothing. */
  static final ConvergeLog NOWHERE = new ConvergeLog(Optional.empty(), InstantSource.system());

  ConvergeLog(Path file, int limitBytes, InstantSource clock) {
    this(Optional.of(new RotatingFile(file, limitBytes, 1)), clock);
  }

  synchronized void line(String level, String text) {
    if (file.isEmpty() || text.isEmpty()) {
      return;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    try {
      file.get()
          .append(
              "%s %s converge: %s%n"
                  .formatted(now, level, PlainText.line(text))
                  .getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // a full disk must not stop what may be about to free it
    }
  }
}
