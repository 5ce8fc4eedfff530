package io.jetpack.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What is known of the terminal.
 *
 * @param out whether standard output goes to a terminal
 * @param err whether standard error goes to a terminal
 * @param environment the variables NO_COLOR, TERM and COLUMNS are looked at
 */
public record Terminal(boolean out, boolean err, Map<String, String> environment) {

  private static final int USUAL_WIDTH = 80;
  private static final int LEAST_WIDTH = 40;

  /**
   * The terminals that the launcher found.
   *
   * @param streams which of {@code out} and {@code err} are terminals, as the launcher says
   */
  public static Terminal of(String streams, Map<String, String> environment) {
    Set<String> names = Set.of(streams.split(",", -1).clone());
    return new Terminal(names.contains("out"), names.contains("err"), environment);
  }

  /** Whether standard output may be coloured (no-color.org). */
  boolean colours() {
    boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
    return out && wanted && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** Whether a line on standard error may be rewritten. */
  boolean rewritesErr() {
    return err && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** How many columns there are. */
  int width() {
    String columns = environment.getOrDefault("COLUMNS", "");
    int width =
        columns.matches("[1-9]\\d{0,3}")
            ? Integer.parseInt(columns)
            : measuredWidth().orElse(USUAL_WIDTH);
    return Math.max(LEAST_WIDTH, width);
  }

  private static OptionalInt measuredWidth() {
    ProcessBuilder builder =
        new ProcessBuilder("stty", "size")
            .redirectInput(new File("/dev/tty"))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      String answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      boolean ended = process.waitFor(1, TimeUnit.SECONDS);
      return ended && answer.matches("\\d+ [1-9]\\d{0,3}")
          ? OptionalInt.of(Integer.parseInt(answer.substring(answer.indexOf(' ') + 1)))
          : OptionalInt.empty();
    } catch (IOException e) {
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }
}
