package io.jetpack.cli.healthcheck.validate.shell;

import io.jetpack.cli.healthcheck.validate.shell.ShellTokens.Part;
import java.util.List;

/** Passes what a shell replaces: substitutions, whose commands are kept, arithmetic, variables. */
final class ShellExpansion {

  private final ShellCursor cursor;

  ShellExpansion(ShellCursor cursor) {
    this.cursor = cursor;
  }

  /**
   * Passes what begins with a dollar sign or a backquote.
   *
   * @param plain gets it as it stands
   * @param parts gets the commands
   */
  void read(StringBuilder plain, List<Part> parts) {
    int start = cursor.position();
    if (cursor.startsWith("$((")) {
      cursor.skip(3);
      arithmetic();
    } else if (cursor.startsWith("$(")) {
      cursor.skip(2);
      parts.add(commands());
    } else if (cursor.startsWith("${")) {
      cursor.skip(2);
      braces();
    } else if (cursor.letter() == '`') {
      cursor.skip(1);
      parts.add(backquoted());
    } else {
      cursor.skip(1);
      variable();
    }
    plain.append(cursor.since(start));
  }

  /** Passes arithmetic, of which both parentheses are passed, to its end. */
  void arithmetic() {
    int depth = 2;
    while (!cursor.isAtEnd() && depth > 0) {
      char c = cursor.letter();
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      cursor.step();
    }
  }

  /** Passes the commands up to the closing parenthesis, and that. */
  Part commands() {
    int line = cursor.line();
    int column = cursor.column();
    return new Part(balanced(), line, column);
  }

  private void braces() {
    int depth = 1;
    while (!cursor.isAtEnd() && depth > 0) {
      char c = cursor.letter();
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      cursor.stepEscaped();
    }
  }

  private Part backquoted() {
    int line = cursor.line();
    int column = cursor.column();
    int start = cursor.position();
    while (!cursor.isAtEnd() && cursor.letter() != '`') {
      cursor.stepEscaped();
    }
    Part part = new Part(cursor.since(start), line, column);
    cursor.step();
    return part;
  }

  /** The name after a dollar sign: a word, a digit or a sign. */
  private void variable() {
    char first = cursor.letter(0);
    if (Character.isLetter(first) || first == '_') {
      while (Character.isLetterOrDigit(cursor.letter(0)) || cursor.letter(0) == '_') {
        cursor.skip(1);
      }
    } else if (Character.isDigit(first) || first != '\0' && "@*#?$!-".indexOf(first) >= 0) {
      cursor.skip(1);
    }
  }

  /** What stands until the closing parenthesis, which is passed. */
  String balanced() {
    int start = cursor.position();
    int depth = 1;
    while (!cursor.isAtEnd()) {
      char c = cursor.letter();
      if (c == ')' && --depth == 0) {
        String inside = cursor.since(start);
        cursor.skip(1);
        return inside;
      }
      switch (c) {
        case '(' -> {
          depth++;
          cursor.skip(1);
        }
        case '\'' -> {
          cursor.skip(1);
          cursor.skipPast('\'');
        }
        case '"' -> {
          cursor.skip(1);
          quoted();
        }
        case '#' -> {
          if (Character.isWhitespace(cursor.previous())) {
            String ignored = cursor.restOfLine();
          } else {
            cursor.skip(1);
          }
        }
        default -> cursor.stepEscaped();
      }
    }
    return cursor.since(start);
  }

  /** Passes a text in double quotes, of which the first is passed. */
  private void quoted() {
    while (!cursor.isAtEnd() && cursor.letter() != '"') {
      if (cursor.startsWith("$(")) {
        cursor.skip(2);
        String ignored = balanced();
      } else {
        cursor.stepEscaped();
      }
    }
    cursor.step();
  }
}
