package io.jetpack.text;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 90s}, {@code 15m}, {@code 1d12h}. */
public final class Durations {

  private static final Pattern FORM =
      Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");

  /** What nobody means, and what still fits into a {@code long} of nanoseconds. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final String FORMS = "write for instance 90s, 15m, 6h, 2d or 1d12h";

  private Durations() {}

  /**
   * Reads a duration of more than zero.
   *
   * @throws IllegalArgumentException with a message for people that tells the right forms
   */
  public static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      throw new IllegalArgumentException("'%s' is no duration; %s".formatted(text, FORMS));
    }
    Duration duration = read(matcher);
    if (duration.isZero()) {
      throw new IllegalArgumentException("'%s' is no time at all; %s".formatted(text, FORMS));
    }
    if (duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "'%s' is longer than %s; %s".formatted(text, format(LONGEST), FORMS));
    }
    return duration;
  }

  private static Duration read(Matcher matcher) {
    String iso =
        "P%sDT%sH%sM%sS"
            .formatted(part(matcher, 1), part(matcher, 2), part(matcher, 3), part(matcher, 4));
    try {
      return Duration.parse(iso).plusMillis(Long.parseLong(part(matcher, 5)));
    } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
      // digits only, so the one thing that can be wrong is that there are too many of them
      return LONGEST.plusMillis(1);
    }
  }

  private static String part(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? "0" : digits;
  }

  /** Writes a duration in the form that {@link #parse} reads; less than 1 ms is {@code 0s}. */
  public static String format(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toDaysPart(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }
}
