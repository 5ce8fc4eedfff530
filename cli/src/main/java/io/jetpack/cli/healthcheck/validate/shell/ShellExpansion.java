package io.jetpack.cli.healthcheck.validate.shell;

import io.jetpack.cli.healthcheck.validate.shell.ShellTokens.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Passes what a shell replaces: substitutions, whose commands are kept, arithmetic, variables. */
final class ShellExpansion {

  /** No person nests deeper, and a script that does must not cost the reader's stack. */
  private static final int DEPTH_LIMIT = 100;

  /** Each costs a second reading of what follows, and few scripts have one. */
  private static final int FAILED_ARITHMETIC_LIMIT = 100;

  /** Behind a name they begin a pattern, in which quotes quote even within double quotes. */
  private static final String PATTERN_OPERATORS = "#%/^,";

  private final ShellCursor cursor;

  /** Where two parentheses turned out to be those of commands: nobody tries there again. */
  private final Set<Integer> notArithmetic = new HashSet<>();

  private int depth;

  /**
   * @param depth how deep the text is nested that the cursor is in
   */
  ShellExpansion(ShellCursor cursor, int depth) {
    this.cursor = cursor;
    this.depth = depth;
  }

  /**
   * Passes what begins with a dollar sign or a backquote.
   *
   * @param plain gets it as it stands
   * @param parts gets the commands
   * @param quoted whether it stands in double quotes
   */
  void read(StringBuilder plain, List<Part> parts, boolean quoted) {
    int start = cursor.position();
    if (isTooDeep()) {
      cursor.skip(1);
      plain.append(cursor.since(start));
      return;
    }
    depth++;
    if (cursor.startsWith("$((")) {
      cursor.skip(1);
      if (!arithmetic(parts)) {
        parts.add(commands());
      }
    } else if (cursor.startsWith("$(")) {
      cursor.skip(1);
      parts.add(commands());
    } else if (cursor.startsWith("${")) {
      cursor.skip(2);
      braces(parts, quoted);
    } else if (cursor.letter() == '`') {
      cursor.skip(1);
      parts.add(backquoted());
    } else if (!quoted && cursor.startsWith("$'")) {
      cursor.skip(2);
      escapedQuotes();
    } else {
      cursor.skip(1);
      variable();
    }
    depth--;
    plain.append(cursor.since(start));
  }

  /**
   * Passes {@code (( ... ))}. Where these are the parentheses of commands, as in {@code ((a); b)},
   * which only their end tells, it passes nothing.
   *
   * @return whether it was arithmetic
   */
  boolean arithmetic(List<Part> parts) {
    int start = cursor.position();
    if (notArithmetic.contains(start) || notArithmetic.size() >= FAILED_ARITHMETIC_LIMIT) {
      return false;
    }
    ShellCursor.Mark mark = cursor.mark();
    List<Part> found = new ArrayList<>();
    cursor.skip(2);
    enclosed(')', found);
    if (cursor.previous() == ')' && !cursor.isAtEnd() && cursor.letter() == ')') {
      cursor.skip(1);
      parts.addAll(found);
      return true;
    }
    cursor.returnTo(mark);
    notArithmetic.add(start);
    return false;
  }

  /** Whether what would be read next is to be left as it stands. */
  boolean isTooDeep() {
    return depth >= DEPTH_LIMIT;
  }

  /** The commands between parentheses, which are passed. */
  Part commands() {
    cursor.skip(1);
    depth++;
    Part commands = new Part(ShellTokens.untilParenthesis(cursor, this));
    depth--;
    return commands;
  }

  /** What stands between parentheses, of which the first is passed; the last will be, too. */
  void list(List<Part> parts) {
    enclosed(')', parts);
  }

  /** Passes a text in double quotes, of which the first is passed. */
  boolean doubleQuoted(StringBuilder plain, List<Part> parts) {
    boolean expands = false;
    while (!cursor.isAtEnd() && cursor.letter() != '"') {
      char c = cursor.letter();
      if (c == '\\' && cursor.letter(1) != '\0') {
        cursor.skip(1);
        plain.append(cursor.letter());
        cursor.step();
      } else if (c == '$' || c == '`') {
        read(plain, parts, true);
        expands = true;
      } else {
        plain.append(c);
        cursor.step();
      }
    }
    cursor.step();
    return expands;
  }

  /** {@code ${...}}, of which the brace is passed: a name, then a word or a pattern. */
  private void braces(List<Part> parts, boolean quoted) {
    char first = cursor.letter(0);
    if ((first == '#' || first == '!') && cursor.letter(1) != '}') {
      cursor.skip(1);
    }
    variable();
    if (cursor.letter(0) == '[') {
      cursor.skip(1);
      enclosed(']', parts);
    }
    char operator = cursor.letter(0);
    boolean pattern = operator != '\0' && PATTERN_OPERATORS.indexOf(operator) >= 0;
    if (quoted && !pattern) {
      while (!cursor.isAtEnd() && cursor.letter() != '}') {
        stepThrough(parts, false, false);
      }
      cursor.step();
    } else {
      enclosed('}', parts);
    }
  }

  /** Passes what stands until a closing sign, and the sign; parentheses within are passed whole. */
  private void enclosed(char end, List<Part> parts) {
    int open = 0;
    while (!cursor.isAtEnd()) {
      char c = cursor.letter();
      if (c == end && open == 0) {
        cursor.skip(1);
        return;
      }
      if (end == ')') {
        open += c == '(' ? 1 : c == ')' ? -1 : 0;
      }
      stepThrough(parts, true, end == ')');
    }
  }

  private void stepThrough(List<Part> parts, boolean singleQuotes, boolean comments) {
    char c = cursor.letter();
    if (c == '$' || c == '`') {
      read(new StringBuilder(), parts, !singleQuotes);
    } else if (c == '"') {
      cursor.skip(1);
      boolean ignored = doubleQuoted(new StringBuilder(), parts);
    } else if (c == '\'' && singleQuotes) {
      cursor.skip(1);
      cursor.skipPast('\'');
    } else if (c == '#' && comments && Character.isWhitespace(cursor.previous())) {
      String ignored = cursor.restOfLine();
    } else {
      cursor.stepEscaped();
    }
  }

  private Part backquoted() {
    int line = cursor.line();
    int column = cursor.column();
    StringBuilder text = new StringBuilder();
    while (!cursor.isAtEnd() && cursor.letter() != '`') {
      char next = cursor.letter(1);
      if (cursor.letter() == '\\' && (next == '`' || next == '\\' || next == '$')) {
        cursor.skip(1);
      }
      text.append(cursor.letter());
      cursor.step();
    }
    cursor.step();
    ShellCursor inside = new ShellCursor(text.toString(), line, column);
    return new Part(ShellTokens.toTheEnd(inside, new ShellExpansion(inside, depth)));
  }

  /** {@code $'...'}, in which a backslash keeps a quote from ending it. */
  private void escapedQuotes() {
    while (!cursor.isAtEnd() && cursor.letter() != '\'') {
      cursor.stepEscaped();
    }
    cursor.step();
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
}
