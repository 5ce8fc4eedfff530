package io.jetpack.healthcheck;

import io.jetpack.text.PlainText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The part of a script's output that tells a person why it ended as it did: its last lines. */
final class Excerpt {

  static final int MOST_CHARACTERS = 300;
  private static final int MOST_LINES = 3;
  private static final String BETWEEN_LINES = " | ";
  private static final String CUT = "...";

  private Excerpt() {}

  /** One line of text, or empty when the output holds no word. */
  static Optional<String> of(String output) {
    List<String> lines =
        output.lines().map(PlainText::line).filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(PythonTraceback.summary(lines).orElseGet(() -> last(lines)));
  }

  /** As many of the last lines as fit, or the start of the last one. */
  static String last(List<String> lines) {
    Deque<String> kept = new ArrayDeque<>();
    int length = 0;
    for (String line : lines.reversed()) {
      String text = line.strip();
      length += text.length() + BETWEEN_LINES.length();
      if (kept.size() == MOST_LINES || !kept.isEmpty() && length > MOST_CHARACTERS) {
        break;
      }
      kept.addFirst(text);
    }
    return cut(String.join(BETWEEN_LINES, kept));
  }

  private static String cut(String text) {
    if (text.length() <= MOST_CHARACTERS) {
      return text;
    }
    int end = MOST_CHARACTERS - CUT.length();
    // between the two halves of a character is no place to cut
    end -= Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
    return text.substring(0, end) + CUT;
  }
}
