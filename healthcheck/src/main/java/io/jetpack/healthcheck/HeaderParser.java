package io.jetpack.healthcheck;

import io.jetpack.text.Durations;
import io.jetpack.text.NearestName;
import io.jetpack.text.PlainText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands header lines one by one, and gathers what is wrong with them. */
final class HeaderParser {

  /**
   * A comment of any script language that begins with {@code jetpack:}. Written with capitals it
   * may be prose, so there it must go on with {@code KEY=}.
   */
  private static final Pattern HEADER =
      Pattern.compile(
          "\uFEFF?\\s*(?:#+|//|--|::|(?i:@?rem)\\s)\\s*(?:jetpack:|(?i:jetpack):(?=\\s*\\w+=))(.*)");

  private static final List<String> KEYS =
      List.of("interval", "timeout", "confirm", "runtime", "daemons", "ignore");

  private static final int MOST_CONFIRM = 1000;

  private final List<String> runtimes;
  private final List<String> mistakes = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private CheckSettings settings;

  HeaderParser(CheckSettings defaults, List<String> runtimes) {
    this.settings = defaults;
    this.runtimes = runtimes;
  }

  void line(int number, String line) {
    Matcher matcher = HEADER.matcher(line);
    if (!matcher.matches()) {
      return;
    }
    for (String word : matcher.group(1).strip().split("\\s+")) {
      try {
        word(word);
      } catch (IllegalArgumentException e) {
        mistakes.add("line %d: %s".formatted(number, e.getMessage()));
      }
    }
  }

  CheckHeader header() {
    return new CheckHeader(settings, mistakes);
  }

  private void word(String word) {
    int equals = word.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException(
          "'%s' is not KEY=VALUE, for instance timeout=20s".formatted(PlainText.line(word)));
    }
    String key = word.substring(0, equals);
    String value = word.substring(equals + 1);
    if (!KEYS.contains(key)) {
      throw new IllegalArgumentException(
          "unknown key '%s'%s"
              .formatted(
                  PlainText.line(key),
                  NearestName.suggestion(key, KEYS, "the keys are " + String.join(", ", KEYS))));
    }
    if (!seen.add(key) && !key.equals("ignore")) {
      throw new IllegalArgumentException("'%s' is said twice; remove one".formatted(key));
    }
    apply(key, PlainText.line(value));
  }

  private void apply(String key, String value) {
    settings =
        switch (key) {
          case "interval" -> settings.withInterval(duration(key, value));
          case "timeout" -> settings.withTimeLimit(duration(key, value));
          case "confirm" -> settings.withConfirm(confirm(value));
          case "runtime" -> settings.withRuntime(runtime(value));
          case "daemons" -> daemons(value);
          // ignore=RULE is for those who validate scripts, not for those who run them
          default -> settings;
        };
  }

  private static Duration duration(String key, String value) {
    try {
      return Durations.parse(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  private static int confirm(String value) {
    if (value.matches("\\d{1,4}")) {
      int count = Integer.parseInt(value);
      if (count >= 1 && count <= MOST_CONFIRM) {
        return count;
      }
    }
    throw new IllegalArgumentException(
        "confirm: '%s' is not a whole number from 1 to %d".formatted(value, MOST_CONFIRM));
  }

  private String runtime(String value) {
    if (!runtimes.contains(value)) {
      throw new IllegalArgumentException(
          "runtime: there is no '%s'; there are %s".formatted(value, String.join(", ", runtimes)));
    }
    return value;
  }

  private CheckSettings daemons(String value) {
    if (!value.equals("keep")) {
      throw new IllegalArgumentException(
          "daemons: '%s' is not 'keep'; without it, what a check leaves behind is killed"
              .formatted(value));
    }
    return settings.withKeepDaemons();
  }
}
