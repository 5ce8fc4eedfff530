package io.jetpack.cli.node;

import io.jetpack.cli.node.files.FileAttributesIfAny;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;

/**
 * Where the operator wants {@code run} and {@code logs} to lie. That is asked for before anything
 * else is read, by {@code system/bin/node-directories} too, and also while {@code jetpack.toml} has
 * errors, because what was last accepted lies in {@code run}. So both read lines and no TOML: each
 * value is on a line of its own below {@code [node]}; {@code SettingsReading} reports what is
 * written in another way.
 *
 * @param run absolute; empty for the home's own
 * @param logs absolute; empty for the home's own
 */
public record NodeDirectories(Optional<Path> run, Optional<Path> logs) {

  private static final NodeDirectories NONE =
      new NodeDirectories(Optional.empty(), Optional.empty());

  private static final String SECTION = "[node]";

  /** As much as a file of settings may have, whatever lies in its place. */
  private static final int MOST_LINES = 10_000;

  private static final String RUN = "run";
  private static final String LOGS = "logs";

  /** As of all settings; written out, since each command reads this and few need all settings. */
  static final String RUN_VARIABLE = "JETPACK_NODE_RUN";

  static final String LOGS_VARIABLE = "JETPACK_NODE_LOGS";

  /** What the variables say, else what the file says. */
  public static NodeDirectories read(Path file, Map<String, String> environment) {
    return chosen(environment, ofFile(file));
  }

  private static NodeDirectories chosen(Map<String, String> environment, NodeDirectories written) {
    return new NodeDirectories(
        chosen(environment, RUN_VARIABLE, written.run()),
        chosen(environment, LOGS_VARIABLE, written.logs()));
  }

  private static Optional<Path> chosen(
      Map<String, String> environment, String variable, Optional<Path> written) {
    String value = environment.get(variable);
    return value == null ? written : absolute(value);
  }

  /** The same of a file that was read before; empty for none. */
  public static NodeDirectories parse(Optional<byte[]> bytes, Map<String, String> environment) {
    NodeDirectories written = NONE;
    if (bytes.isPresent()) {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  new ByteArrayInputStream(bytes.get()), StandardCharsets.UTF_8))) {
        written = ofLines(lines);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return chosen(environment, written);
  }

  private static NodeDirectories ofFile(Path file) {
    try {
      if (FileAttributesIfAny.of(file).filter(BasicFileAttributes::isRegularFile).isEmpty()) {
        return NONE;
      }
      try (BufferedReader lines = Files.newBufferedReader(file)) {
        return ofLines(lines);
      }
    } catch (IOException e) {
      // whoever reads the settings says what is wrong with the file
      return NONE;
    }
  }

  private static NodeDirectories ofLines(BufferedReader lines) throws IOException {
    Optional<Path> run = Optional.empty();
    Optional<Path> logs = Optional.empty();
    boolean inside = false;
    String line = lines.readLine();
    for (int number = 0; line != null && number < MOST_LINES; number++) {
      String text = line.strip();
      if (text.startsWith(SECTION)) {
        inside = true;
      } else if (text.startsWith("[")) {
        if (inside) {
          break;
        }
      } else if (inside && name(text).equals(RUN)) {
        run = value(text);
      } else if (inside && name(text).equals(LOGS)) {
        logs = value(text);
      }
      line = lines.readLine();
    }
    return new NodeDirectories(run, logs);
  }

  private static String name(String line) {
    int end = 0;
    while (end < line.length() && "= \t".indexOf(line.charAt(end)) < 0) {
      end++;
    }
    return line.indexOf('=') < 0 ? "" : line.substring(0, end);
  }

  /** What stands in quotes; a comment may follow. */
  private static Optional<Path> value(String line) {
    String text = line.substring(line.indexOf('=') + 1).strip();
    if (text.isEmpty() || "\"'".indexOf(text.charAt(0)) < 0) {
      return Optional.empty();
    }
    int end = text.indexOf(text.charAt(0), 1);
    return end < 0 ? Optional.empty() : absolute(text.substring(1, end));
  }

  private static Optional<Path> absolute(String text) {
    try {
      return Optional.of(text)
          .filter(path -> !path.isEmpty())
          .map(Path::of)
          .filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
