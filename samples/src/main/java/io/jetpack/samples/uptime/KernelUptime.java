package io.jetpack.samples.uptime;

import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kernel says about the time since its start.
 *
 * @param file {@code /proc/uptime}: seconds since the start, then idle seconds of all processors
 */
record KernelUptime(Path file) {

  private static final Pattern SECONDS = Pattern.compile("(\\d{1,12})(?:\\.\\d+)?\\s.*");

  /**
   * The time since the start, to the second.
   *
   * @throws CommandFailure when there is no such file, or not what it should be
   */
  Duration read() {
    String text = text().strip() + " ";
    Matcher matcher = SECONDS.matcher(text);
    if (!matcher.matches()) {
      throw new CommandFailure(
          ExitCodes.FAILED,
          "'%s' says '%s', which is no number of seconds".formatted(file, text.strip()));
    }
    return Duration.ofSeconds(Long.parseLong(matcher.group(1)));
  }

  private String text() {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException e) {
      throw new CommandFailure(
          ExitCodes.FAILED,
          "there is no '%s' on this machine; only Linux tells its uptime there".formatted(file),
          e);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCodes.FAILED, "'%s' can not be read: %s".formatted(file, e.getMessage()), e);
    }
  }
}
