package io.jetpack.text;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes text of unknown origin fit to be shown in a terminal or a log, where it must do nothing.
 */
public final class PlainText {

  /** Escape sequences: colours and cursor (CSI), titles and links (OSC, DCS...), and the rest. */
  private static final Pattern ESCAPES =
      Pattern.compile(
          "\u001B\\[[0-?]*[ -/]*[@-~]"
              + "|\u001B[\\]PX^_][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?"
              + "|\u001B[ -/]*[0-~]?"
              + "|\u009B[0-?]*[ -/]*[@-~]");

  /** Changes of the writing direction, by which text can pretend to be another. */
  private static final Pattern DIRECTIONS =
      Pattern.compile("[\u200E\u200F\u202A-\u202E\u2066-\u2069]");

  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\u0080-\u009F\u2028\u2029]");

  private PlainText() {}

  /**
   * One line without escape sequences; where it was overwritten by means of carriage returns, what
   * was seen last. Each other control character is shown as U+FFFD, a tab as a space.
   */
  public static String line(String raw) {
    String text = ESCAPES.matcher(raw).replaceAll("").stripTrailing();
    text = text.substring(text.lastIndexOf('\r') + 1).replace('\t', ' ');
    text = DIRECTIONS.matcher(text).replaceAll("");
    return CONTROLS.matcher(text).replaceAll("\uFFFD");
  }

  /** Each line as {@link #line} makes it; the line feeds stay, and so does what indents a line. */
  public static String lines(String raw) {
    return raw.isEmpty() ? raw : raw.lines().map(PlainText::line).collect(Collectors.joining("\n"));
  }
}
