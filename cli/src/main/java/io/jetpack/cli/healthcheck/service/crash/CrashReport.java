package io.jetpack.cli.healthcheck.service.crash;

import io.jetpack.text.PlainText;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Java wrote down of its own crash, in the file that the launcher names for that.
 *
 * @param file the report, for whoever reports the crash
 * @param at when it was written
 * @param process the number of the process that crashed
 * @param command the words with which it was called, empty when they are not in the report
 * @param reason in Java's words, such as {@code SIGSEGV (0xb) at pc=...}
 */
public record CrashReport(Path file, Instant at, long process, String command, String reason) {

  private static final Pattern NAME = Pattern.compile("hs_err_pid(\\d{1,18})\\.log");
  private static final Pattern PROGRAM =
      Pattern.compile("io\\.jetpack\\.cli\\.(?:program\\.)?Jetpack(?: (.*))?");

  /** Where the words of the call are; a report has hundreds of lines more. */
  private static final int LINES = 60;

  private static final int LONGEST_TEXT = 100;

  /** Reads a report; empty when it is none, or gone. */
  public static Optional<CrashReport> read(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    if (!name.matches() || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    String reason = "";
    String command = "";
    // what crashed may have written anything
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      String line = lines.readLine();
      for (int number = 0; line != null && number < LINES; number++) {
        String text = line.startsWith("#") ? line.substring(1).strip() : "";
        if (reason.isEmpty() && !text.isEmpty() && !text.startsWith("A fatal error")) {
          reason = text;
        }
        Matcher program = PROGRAM.matcher(line);
        if (line.startsWith("Command Line:") && program.find()) {
          command = Optional.ofNullable(program.group(1)).orElse("").strip();
        }
        line = lines.readLine();
      }
      return Optional.of(
          new CrashReport(
              file,
              Files.getLastModifiedTime(file).toInstant(),
              Long.parseLong(name.group(1)),
              plain(command),
              plain(reason.endsWith(":") ? reason.substring(0, reason.length() - 1) : reason)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String plain(String text) {
    String line = PlainText.line(text);
    return line.length() > LONGEST_TEXT ? line.substring(0, LONGEST_TEXT) + "..." : line;
  }

  /** Which process it was, why it crashed and where more is written; without the time. */
  public String sentence() {
    return "Java crashed in process %d%s%s; report it with '%s'"
        .formatted(
            process,
            command.isEmpty() ? "" : ", 'jetpack %s'".formatted(command),
            reason.isEmpty() ? "" : ": " + reason,
            file);
  }
}
