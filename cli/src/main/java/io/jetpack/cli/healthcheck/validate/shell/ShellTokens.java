package io.jetpack.cli.healthcheck.validate.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a shell script into words and operators, as far as rules need it: quotes, comments, here
 * documents, arithmetic, and substitutions, whose text is kept aside. Never fails; for a script
 * that no shell takes it gives something.
 */
final class ShellTokens {

  /** A word or an operator, and the substitutions within the word. */
  record Token(ShellWord word, boolean operator, List<Part> parts) {
    Token {
      parts = List.copyOf(parts);
    }

    boolean isOperator(String text) {
      return operator && word.text().equals(text);
    }
  }

  /** The commands within a substitution. */
  record Part(List<Token> tokens) {
    Part {
      tokens = List.copyOf(tokens);
    }
  }

  private record Heredoc(String delimiter, boolean tabs) {}

  private static final List<String> OPERATORS =
      List.of(
          "<<<", "<<-", "&>>", ";;&", "&&", "||", ";;", ";&", "|&", "<<", ">>", "&>", ">&", "<&",
          "<>", ">|", "<(", ">(", ";", "&", "|", "(", ")", "<", ">");

  private final ShellCursor cursor;
  private final ShellExpansion expansion;
  private final List<Token> tokens = new ArrayList<>();
  private final Deque<Heredoc> heredocs = new ArrayDeque<>();
  private final ShellParentheses parentheses = new ShellParentheses();
  private @Nullable Heredoc expected;

  private ShellTokens(ShellCursor cursor, ShellExpansion expansion) {
    this.cursor = cursor;
    this.expansion = expansion;
  }

  static List<Token> of(String text) {
    ShellCursor cursor = new ShellCursor(text, 1, 1);
    return toTheEnd(cursor, new ShellExpansion(cursor, 0));
  }

  /** What stands between the cursor and the end of its text. */
  static List<Token> toTheEnd(ShellCursor cursor, ShellExpansion expansion) {
    ShellTokens tokens = new ShellTokens(cursor, expansion);
    tokens.read(false);
    return tokens.tokens;
  }

  /** What stands before the parenthesis that closes one before the cursor, which is passed. */
  static List<Token> untilParenthesis(ShellCursor cursor, ShellExpansion expansion) {
    ShellTokens tokens = new ShellTokens(cursor, expansion);
    tokens.read(true);
    return tokens.tokens;
  }

  private void read(boolean enclosed) {
    while (!cursor.isAtEnd()) {
      char c = cursor.letter();
      if (c == '\n') {
        operator("\n");
        cursor.step();
        skipHeredocs();
      } else if (c == '\\' && cursor.letter(1) == '\n') {
        cursor.stepEscaped();
      } else if (c == ' ' || c == '\t' || c == '\r') {
        cursor.skip(1);
      } else if (c == '#') {
        String ignored = cursor.restOfLine();
      } else if (c == ')' && enclosed && parentheses.closesWhatIsAround()) {
        cursor.skip(1);
        return;
      } else if (!(cursor.startsWith("((") && arithmetic()) && !readOperator()) {
        word();
      }
    }
  }

  private void operator(String name) {
    parentheses.operator(name);
    tokens.add(
        new Token(new ShellWord(name, true, cursor.line(), cursor.column()), true, List.of()));
  }

  private boolean readOperator() {
    for (String operator : OPERATORS) {
      if (cursor.startsWith(operator)) {
        if (operator.equals("<(") || operator.equals(">(")) {
          if (expansion.isTooDeep()) {
            continue;
          }
          substitution();
          return true;
        }
        operator(operator);
        cursor.skip(operator.length());
        if (operator.equals("<<") || operator.equals("<<-")) {
          expected = new Heredoc("", operator.equals("<<-"));
        }
        return true;
      }
    }
    return false;
  }

  /** A process substitution: a word that holds the commands. */
  private void substitution() {
    ShellWord word = new ShellWord("<()", false, cursor.line(), cursor.column());
    cursor.skip(1);
    add(word, List.of(expansion.commands()));
  }

  /** {@code (( ... ))}: an arithmetic command, as one word. */
  private boolean arithmetic() {
    ShellWord word = new ShellWord("((", true, cursor.line(), cursor.column());
    List<Part> parts = new ArrayList<>();
    if (!expansion.arithmetic(parts)) {
      return false;
    }
    add(word, parts);
    return true;
  }

  private void add(ShellWord word, List<Part> parts) {
    parentheses.word(word);
    tokens.add(new Token(word, false, parts));
  }

  private void word() {
    int line = cursor.line();
    int column = cursor.column();
    StringBuilder plain = new StringBuilder();
    List<Part> parts = new ArrayList<>();
    boolean expands = false;
    boolean done = false;
    while (!cursor.isAtEnd() && !done) {
      char c = cursor.letter();
      switch (c) {
        case ' ', '\t', '\n', '\r', ';', '&', '|', '<', '>', ')' -> done = true;
        case '(' -> {
          // an array, an extended pattern, or the parentheses of a function
          if (!plain.isEmpty() && "=@?*+!".indexOf(plain.charAt(plain.length() - 1)) >= 0) {
            int start = cursor.position();
            cursor.skip(1);
            expansion.list(parts);
            plain.append(cursor.since(start));
            expands = true;
          } else {
            done = true;
          }
        }
        case '\'' -> {
          cursor.skip(1);
          int start = cursor.position();
          cursor.skipPast('\'');
          String quoted = cursor.since(start);
          plain.append(quoted.endsWith("'") ? quoted.substring(0, quoted.length() - 1) : quoted);
        }
        case '"' -> {
          cursor.skip(1);
          expands |= expansion.doubleQuoted(plain, parts);
        }
        case '\\' -> {
          cursor.skip(1);
          if (!cursor.isAtEnd()) {
            if (cursor.letter() != '\n') {
              plain.append(cursor.letter());
            }
            cursor.step();
          }
        }
        case '$', '`' -> {
          expansion.read(plain, parts, false);
          expands = true;
        }
        default -> {
          expands |= c == '*' || c == '?';
          plain.append(c);
          cursor.skip(1);
        }
      }
    }
    if (!cursor.isAtEnd() && cursor.line() == line && cursor.column() == column) {
      // nothing that begins a word; no shell takes it
      cursor.skip(1);
      return;
    }
    Heredoc document = expected;
    if (document != null) {
      expected = null;
      heredocs.add(new Heredoc(plain.toString(), document.tabs()));
    }
    add(new ShellWord(plain.toString(), !expands, line, column), parts);
  }

  private void skipHeredocs() {
    while (!heredocs.isEmpty()) {
      Heredoc document = heredocs.removeFirst();
      while (!cursor.isAtEnd()) {
        String content = cursor.restOfLine();
        cursor.step();
        String seen = document.tabs() ? content.replaceFirst("^\t+", "") : content;
        if (seen.equals(document.delimiter())) {
          break;
        }
      }
    }
  }
}
