package io.jetpack.cli.converge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * {@code logs/jetpack.log}: what a converge said, with times. When it has grown to its limit it
 * becomes {@code jetpack.log.1}. What can not be written is on the terminal all the same.
 *
 * @param file where it is
 */
record ConvergeLog(Path file, int limitBytes, InstantSource clock) {

  /** For what changes nothing. */
  static final ConvergeLog NOWHERE = new ConvergeLog(Path.of(""), 0, InstantSource.system());

  synchronized void line(String level, String text) {
    if (limitBytes == 0 || text.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(file.resolveSibling("."));
      if (Files.exists(file) && Files.size(file) > limitBytes) {
        Path ignored =
            Files.move(
                file,
                file.resolveSibling(file.getFileName() + ".1"),
                StandardCopyOption.REPLACE_EXISTING);
      }
      Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      Path ignored =
          Files.writeString(
              file,
              "%s %s converge: %s%n".formatted(now, level, text),
              StandardCharsets.UTF_8,
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
    } catch (IOException e) {
      // a full disk must not stop what may be about to free it
    }
  }
}
