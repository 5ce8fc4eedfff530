package io.jetpack.healthcheck;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the settings of a check out of the comments among its first lines.
 *
 * @param settings the defaults, changed by what the header says
 * @param mistakes what is wrong with the header, each for people; with one of them the check must
 *     not run, because it would not run as its author wants
 */
record CheckHeader(CheckSettings settings, List<String> mistakes) {

  private static final int MOST_LINES = 30;

  /** Enough for thirty lines of any script, little of a program that is one long line. */
  private static final int MOST_BYTES = 32 * 1024;

  CheckHeader {
    mistakes = List.copyOf(mistakes);
  }

  /**
   * @param runtimes the names that {@code runtime=} may have
   */
  static CheckHeader read(Path script, CheckSettings defaults, List<String> runtimes) {
    HeaderParser parser = new HeaderParser(defaults, runtimes);
    int number = 0;
    for (String line : firstLines(script).toList()) {
      number++;
      parser.line(number, line);
    }
    return parser.header();
  }

  private static Stream<String> firstLines(Path script) {
    if (!Files.isRegularFile(script)) {
      // to open a FIFO is to wait for its writer
      return Stream.empty();
    }
    try (InputStream in = Files.newInputStream(script)) {
      String start = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      return start.lines().limit(MOST_LINES);
    } catch (IOException e) {
      // the run itself will fail too, and says why
      return Stream.empty();
    }
  }
}
