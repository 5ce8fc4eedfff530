package io.jetpack.cli.node.settings;

/** A TOML text and a place in it. Used by one thread at a time. */
final class TomlText {

  /** What {@link #peek} gives behind the last character. */
  static final char END = '\uFFFF';

  private final String text;
  private int place;

  TomlText(String text) {
    this.text = text;
  }

  int place() {
    return place;
  }

  char peek() {
    return peek(0);
  }

  char peek(int ahead) {
    int at = place + ahead;
    return at < text.length() ? text.charAt(at) : END;
  }

  boolean startsWith(String start) {
    return text.startsWith(start, place);
  }

  boolean isAtEnd() {
    return place >= text.length();
  }

  /** Whether the line ends here. A carriage return alone ends none. */
  boolean isAtLineEnd() {
    return isAtEnd() || peek() == '\n' || startsWith("\r\n");
  }

  void skip(int characters) {
    place = Math.min(text.length(), place + characters);
  }

  /** Passes a character over when it is the one that is here. */
  boolean take(char expected) {
    boolean here = !isAtEnd() && peek() == expected;
    if (here) {
      skip(1);
    }
    return here;
  }

  void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') {
      skip(1);
    }
  }

  String since(int start) {
    return text.substring(start, place);
  }

  /** The number of the line of a place, from 1. */
  int line(int at) {
    int line = 1;
    for (int i = 0; i < at; i++) {
      line += text.charAt(i) == '\n' ? 1 : 0;
    }
    return line;
  }

  TomlFault.Found fault(int at, String what, String advice) {
    int column = at - text.lastIndexOf('\n', at - 1);
    return new TomlFault.Found(new TomlFault(line(at), column, what, advice));
  }

  TomlFault.Found fault(String what, String advice) {
    return fault(place, what, advice);
  }
}
