package io.jetpack.cli.healthcheck.validate.look;

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

  /** The commands within a substitution, and where they begin. */
  record Part(String text, int line, int column) {}

  private record Heredoc(String delimiter, boolean tabs) {}

  private static final List<String> OPERATORS =
      List.of(
          "<<<", "<<-", "&>>", ";;&", "&&", "||", ";;", ";&", "|&", "<<", ">>", "&>", ">&", "<&",
          "<>", ">|", "<(", ">(", ";", "&", "|", "(", ")", "<", ">");

  private final String text;
  private int at;
  private int line;
  private int lineStart;
  private final List<Token> tokens = new ArrayList<>();
  private final Deque<Heredoc> heredocs = new ArrayDeque<>();
  private @Nullable Heredoc expected;

  private ShellTokens(String text, int line, int column) {
    this.text = text;
    this.line = line;
    this.lineStart = 1 - column;
  }

  static List<Token> of(String text, int line, int column) {
    ShellTokens tokens = new ShellTokens(text, line, column);
    tokens.read();
    return tokens.tokens;
  }

  private void read() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        operator("\n");
        newline();
        skipHeredocs();
      } else if (c == '\\' && next(1) == '\n') {
        at++;
        newline();
      } else if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else if (c == '#') {
        at = lineEnd();
      } else if (text.startsWith("((", at)) {
        arithmetic();
      } else if (!readOperator()) {
        word();
      }
    }
  }

  private char next(int distance) {
    return at + distance < text.length() ? text.charAt(at + distance) : '\0';
  }

  private void newline() {
    at++;
    line++;
    lineStart = at;
  }

  private int lineEnd() {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private int column() {
    return at - lineStart + 1;
  }

  private void operator(String name) {
    tokens.add(new Token(new ShellWord(name, true, line, column()), true, List.of()));
  }

  private boolean readOperator() {
    for (String operator : OPERATORS) {
      if (text.startsWith(operator, at)) {
        operator(operator);
        boolean substitution = operator.equals("<(") || operator.equals(">(");
        if (substitution) {
          // a word that holds the commands
          Token mark = tokens.removeLast();
          at += 2;
          Part part = new Part(balanced(), line, column());
          ShellWord word = new ShellWord("<()", false, mark.word().line(), mark.word().column());
          tokens.add(new Token(word, false, List.of(part)));
          return true;
        }
        at += operator.length();
        if (operator.equals("<<") || operator.equals("<<-")) {
          expected = new Heredoc("", operator.equals("<<-"));
        }
        return true;
      }
    }
    return false;
  }

  /** {@code (( ... ))}: an arithmetic command, as one word. */
  private void arithmetic() {
    int startLine = line;
    int startColumn = column();
    at += 2;
    int depth = 2;
    while (at < text.length() && depth > 0) {
      char c = text.charAt(at);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      step();
    }
    tokens.add(new Token(new ShellWord("((", true, startLine, startColumn), false, List.of()));
  }

  private void step() {
    if (text.charAt(at) == '\n') {
      newline();
    } else {
      at++;
    }
  }

  private void word() {
    int startLine = line;
    int startColumn = column();
    StringBuilder plain = new StringBuilder();
    List<Part> parts = new ArrayList<>();
    boolean expands = false;
    boolean done = false;
    while (at < text.length() && !done) {
      char c = text.charAt(at);
      switch (c) {
        case ' ', '\t', '\n', '\r', ';', '&', '|', '<', '>', ')' -> done = true;
        case '(' -> {
          // an array, an extended pattern, or the parentheses of a function
          if (!plain.isEmpty() && "=@?*+!".indexOf(plain.charAt(plain.length() - 1)) >= 0) {
            at++;
            plain.append('(').append(balanced()).append(')');
            expands = true;
          } else {
            done = true;
          }
        }
        case '\'' -> {
          at++;
          while (at < text.length() && text.charAt(at) != '\'') {
            plain.append(text.charAt(at));
            step();
          }
          at++;
        }
        case '"' -> expands |= doubleQuoted(plain, parts);
        case '\\' -> {
          at++;
          if (at < text.length()) {
            if (text.charAt(at) != '\n') {
              plain.append(text.charAt(at));
            }
            step();
          }
        }
        case '$', '`' -> expands |= expansion(plain, parts);
        default -> {
          expands |= c == '*' || c == '?';
          plain.append(c);
          at++;
        }
      }
    }
    if (at < text.length() && line == startLine && column() == startColumn) {
      at++;
      return;
    }
    Heredoc document = expected;
    if (document != null) {
      expected = null;
      heredocs.add(new Heredoc(plain.toString(), document.tabs()));
    }
    ShellWord word = new ShellWord(plain.toString(), !expands, startLine, startColumn);
    tokens.add(new Token(word, false, parts));
  }

  private boolean doubleQuoted(StringBuilder plain, List<Part> parts) {
    boolean expands = false;
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length()) {
        at++;
        plain.append(text.charAt(at));
        step();
      } else if (c == '$' || c == '`') {
        expands |= expansion(plain, parts);
      } else {
        plain.append(c);
        step();
      }
    }
    at++;
    return expands;
  }

  private boolean expansion(StringBuilder plain, List<Part> parts) {
    int start = at;
    if (text.startsWith("$((", at)) {
      at += 3;
      int depth = 2;
      while (at < text.length() && depth > 0) {
        char c = text.charAt(at);
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        step();
      }
    } else if (text.startsWith("$(", at)) {
      at += 2;
      int partLine = line;
      int partColumn = column();
      parts.add(new Part(balanced(), partLine, partColumn));
    } else if (text.startsWith("${", at)) {
      at += 2;
      int depth = 1;
      while (at < text.length() && depth > 0) {
        char c = text.charAt(at);
        if (c == '\\') {
          at++;
        }
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        if (at < text.length()) {
          step();
        }
      }
    } else if (text.charAt(at) == '`') {
      at++;
      int partLine = line;
      int partColumn = column();
      int from = at;
      while (at < text.length() && text.charAt(at) != '`') {
        if (text.charAt(at) == '\\') {
          at++;
        }
        if (at < text.length()) {
          step();
        }
      }
      parts.add(new Part(text.substring(from, Math.min(at, text.length())), partLine, partColumn));
      at++;
    } else {
      at++;
      variable();
    }
    at = Math.min(at, text.length());
    plain.append(text, start, at);
    return true;
  }

  /** The name after a dollar sign: a word, a digit or a sign. */
  private void variable() {
    if (Character.isLetter(next(0)) || next(0) == '_') {
      while (Character.isLetterOrDigit(next(0)) || next(0) == '_') {
        at++;
      }
    } else if (Character.isDigit(next(0)) || next(0) != '\0' && "@*#?$!-".indexOf(next(0)) >= 0) {
      at++;
    }
  }

  /** What stands until the closing parenthesis, which is passed. */
  private String balanced() {
    int start = at;
    int depth = 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '\'') {
        skipTo('\'');
      } else if (c == '"') {
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
          if (text.charAt(at) == '\\') {
            at++;
          } else if (text.startsWith("$(", at)) {
            at += 2;
            String ignored = balanced();
            continue;
          }
          if (at < text.length()) {
            step();
          }
        }
      } else if (c == '#' && at > 0 && Character.isWhitespace(text.charAt(at - 1))) {
        at = lineEnd();
        continue;
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
        if (depth == 0) {
          at++;
          return text.substring(start, at - 1);
        }
      }
      if (at < text.length()) {
        step();
      }
    }
    return text.substring(start);
  }

  private void skipTo(char quote) {
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      step();
    }
  }

  private void skipHeredocs() {
    while (!heredocs.isEmpty()) {
      Heredoc document = heredocs.removeFirst();
      while (at < text.length()) {
        String content = text.substring(at, lineEnd());
        at = lineEnd();
        if (at < text.length()) {
          newline();
        }
        String seen = document.tabs() ? content.replaceFirst("^\t+", "") : content;
        if (seen.equals(document.delimiter())) {
          break;
        }
      }
    }
  }
}
