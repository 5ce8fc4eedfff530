package io.jetpack.cli.healthcheck.validate.shell;

/** A place in a shell script, which knows its line and column. */
final class ShellCursor {

  private final String text;
  private int at;
  private int line;
  private int lineStart;

  /**
   * @param line of the first letter
   * @param column of the first letter
   */
  ShellCursor(String text, int line, int column) {
    this.text = text;
    this.line = line;
    this.lineStart = 1 - column;
  }

  int line() {
    return line;
  }

  int column() {
    return at - lineStart + 1;
  }

  /** How far it is from the beginning of the text, at most its length. */
  int position() {
    return Math.min(at, text.length());
  }

  boolean isAtEnd() {
    return at >= text.length();
  }

  /** A place to return to. */
  record Mark(int at, int line, int lineStart) {}

  Mark mark() {
    return new Mark(at, line, lineStart);
  }

  void returnTo(Mark mark) {
    at = mark.at();
    line = mark.line();
    lineStart = mark.lineStart();
  }

  /** The letter here; not at the end. */
  char letter() {
    return text.charAt(at);
  }

  /** The letter at a distance, or 0 behind the end. */
  char letter(int distance) {
    return at + distance < text.length() ? text.charAt(at + distance) : '\0';
  }

  /** The letter before this one, or 0 at the beginning. */
  char previous() {
    return at > 0 && at <= text.length() ? text.charAt(at - 1) : '\0';
  }

  boolean startsWith(String what) {
    return text.startsWith(what, at);
  }

  /** What stands between a position and this one. */
  String since(int start) {
    return text.substring(Math.min(start, text.length()), position());
  }

  /** Passes letters none of which is a line feed. */
  void skip(int letters) {
    at += letters;
  }

  /** Passes the letter here, if there is one. */
  void step() {
    if (!isAtEnd()) {
      boolean newline = letter() == '\n';
      at++;
      if (newline) {
        line++;
        lineStart = at;
      }
    }
  }

  /** Passes the letter here and, when it takes the meaning of the next one, that one too. */
  void stepEscaped() {
    if (!isAtEnd() && letter() == '\\') {
      at++;
    }
    step();
  }

  /** Passes what stands until a letter, and the letter. */
  void skipPast(char end) {
    while (!isAtEnd() && letter() != end) {
      step();
    }
    at++;
  }

  /** Passes the rest of the line, without its line feed. */
  String restOfLine() {
    int end = text.indexOf('\n', at);
    int start = at;
    at = end < 0 ? text.length() : end;
    return text.substring(start, at);
  }
}
