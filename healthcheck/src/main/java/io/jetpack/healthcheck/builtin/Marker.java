package io.jetpack.healthcheck.builtin;

import io.jetpack.text.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A file in the folder of scheduled shutdowns. */
sealed interface Marker {

  /**
   * A shutdown at a time.
   *
   * @param name of the file
   * @param reason one line, when somebody said why
   */
  record Scheduled(String name, Instant at, Optional<String> reason) implements Marker {}

  /**
   * Nobody can tell when.
   *
   * @param reason names the file and what is wrong with it
   */
  record Broken(String reason) implements Marker {}

  /** A time and a sentence. What is longer was not meant as a marker. */
  int LIMIT_BYTES = 4096;

  int LONGEST_REASON = 300;
  int LONGEST_QUOTE = 40;

  /** As {@code date +%s}, {@code date +%s.%N} and Python's {@code time.time()} write it. */
  Pattern SECONDS = Pattern.compile("[0-9]{1,30}(?:\\.[0-9]{0,30})?");

  /** The year 2020 begins: what is earlier is half written, or a number of seconds from now. */
  BigDecimal EARLIEST = BigDecimal.valueOf(1_577_836_800L);

  /** Who wrote just now may still be writing. */
  Duration SETTLED = Duration.ofSeconds(2);

  /** The end of the year 9999: what is later is not in seconds. */
  BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);

  /**
   * Reads no more than a marker may hold, and never waits for a pipe or a device.
   *
   * @param now what was written less than 2 s before is not read yet
   * @return empty when the file has gone meanwhile, or may still be being written
   */
  static Optional<Marker> read(Path file, Instant now) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        return broken(
            file, attributes.isDirectory() ? "a folder, not a file" : "not a regular file");
      }
      Duration age = Duration.between(attributes.lastModifiedTime().toInstant(), now);
      if (!age.isNegative() && age.compareTo(SETTLED) < 0) {
        return Optional.empty();
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(LIMIT_BYTES + 1);
        return bytes.length > LIMIT_BYTES
            ? broken(file, "larger than %d bytes".formatted(LIMIT_BYTES))
            : Optional.of(parse(file, new String(bytes, StandardCharsets.UTF_8)));
      }
    } catch (NoSuchFileException e) {
      return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          ? broken(file, "a link to nowhere")
          : Optional.empty();
    } catch (IOException e) {
      return broken(file, "not readable: " + reasonOf(e, file));
    }
  }

  private static Marker parse(Path file, String content) {
    String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
    List<String> lines = text.lines().limit(2).toList();
    String first = lines.isEmpty() ? "" : lines.getFirst().strip();
    if (first.isEmpty()) {
      return new Broken(about(file, "without a time in its first line"));
    }
    if (!SECONDS.matcher(first).matches()) {
      String wrong = "'%s' in its first line is no Unix time in seconds".formatted(quote(first));
      return new Broken(about(file, wrong));
    }
    BigDecimal seconds = new BigDecimal(first);
    if (seconds.compareTo(LATEST) > 0) {
      String wrong = "'%s' in its first line is after the year 9999".formatted(quote(first));
      return new Broken(about(file, wrong + "; write seconds, not milliseconds"));
    }
    if (seconds.compareTo(EARLIEST) < 0) {
      String wrong = "'%s' in its first line is before the year 2020".formatted(quote(first));
      return new Broken(
          about(file, wrong + "; write a Unix time, as date +%s does, not a number of seconds"));
    }
    Instant at = Instant.ofEpochSecond(seconds.setScale(0, RoundingMode.CEILING).longValueExact());
    return new Scheduled(
        String.valueOf(file.getFileName()),
        at,
        lines.stream()
            .skip(1)
            .map(line -> cut(PlainText.line(line).strip(), LONGEST_REASON))
            .filter(line -> !line.isEmpty())
            .findFirst());
  }

  private static Optional<Marker> broken(Path file, String what) {
    return Optional.of(new Broken(about(file, what)));
  }

  private static String about(Path file, String what) {
    return "the marker '%s' is broken: %s".formatted(PlainText.line(file.toString()), what);
  }

  private static String quote(String text) {
    return cut(PlainText.line(text), LONGEST_QUOTE);
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    // between the two halves of a character is no place to cut
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "...";
  }

  /** Why, without the path that the exception repeats. */
  static String reasonOf(IOException e, Path file) {
    return switch (e) {
      case AccessDeniedException ignored -> "not allowed for this user";
      case FileSystemException failed when failed.getReason() != null ->
          String.valueOf(failed.getReason());
      default -> e.getClass().getSimpleName() + " at '%s'".formatted(file);
    };
  }
}
