package io.jetpack.cli.healthcheck.validate.shell;

import io.jetpack.cli.healthcheck.validate.shell.ShellTokens.Part;
import io.jetpack.cli.healthcheck.validate.shell.ShellTokens.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * The simple commands of a shell script, in order, with what becomes of their status. Where it is
 * in doubt, a command counts as caught: a rule had better miss something than find what is none.
 */
public final class ShellScript {

  private static final Set<String> REDIRECTIONS =
      Set.of("<", ">", ">>", "<<", "<<-", "<<<", "&>", "&>>", ">&", "<&", "<>", ">|");
  private static final Set<String> ENDS = Set.of(";", "\n", "&", "&&", "||", "|", "|&");

  private final List<ShellCommand> commands = new ArrayList<>();

  /**
   * A compound command that is open.
   *
   * @param kind its name
   * @param inCondition whether its condition, or that of one around it, is being read
   * @param inFunction whether it is a function, or within one
   */
  private record Open(String kind, boolean inCondition, boolean inFunction) {}

  private ShellScript() {}

  public static List<ShellCommand> commands(String text) {
    ShellScript script = new ShellScript();
    script.read(ShellTokens.of(text), false, false, 0);
    return script.commands;
  }

  private void read(List<Token> tokens, boolean caught, boolean substitution, int outerDepth) {
    Deque<Open> open = new ArrayDeque<>();
    List<ShellWord> words = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    int assignments = 0;
    boolean negated = false;
    boolean piped = false;
    boolean functionNext = false;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      String text = token.word().text();
      boolean first = words.isEmpty() && assignments == 0;
      if (token.operator()) {
        if (REDIRECTIONS.contains(text)) {
          dropDescriptor(words, token);
          if (i + 1 < tokens.size() && !tokens.get(i + 1).operator()) {
            parts.addAll(tokens.get(i + 1).parts());
            i++;
          }
          continue;
        }
        if (text.equals("(")
            && words.size() == 1
            && i + 1 < tokens.size()
            && tokens.get(i + 1).isOperator(")")) {
          words.clear();
          i++;
          functionNext = true;
          continue;
        }
        Open top = open.peek();
        if (text.equals(")") && top != null && top.kind().equals("pattern")) {
          // the end of a pattern of a case: a command begins
          open.pop();
          words.clear();
          parts.clear();
          assignments = 0;
          continue;
        }
        if (text.equals("|") && top != null && top.kind().equals("pattern")) {
          words.clear();
          continue;
        }
        boolean inCondition = caught || negated || piped || condition(open);
        finish(words, parts, assignments, text, inCondition, open, substitution, outerDepth);
        words = new ArrayList<>();
        parts = new ArrayList<>();
        assignments = 0;
        piped = text.equals("|") || text.equals("|&") ? piped : false;
        negated = text.equals("|") || text.equals("|&") ? negated : false;
        if (text.equals("(") && !inPattern(open)) {
          push(open, functionNext ? "function" : "(", false);
          functionNext = false;
        } else if (text.equals(")") && top != null) {
          open.pop();
        } else if (text.startsWith(";;") || text.equals(";&")) {
          push(open, "pattern", false);
        }
        continue;
      }
      if (first && token.word().plain() && !inPattern(open)) {
        if (reserved(text, open, functionNext)) {
          functionNext = functionNext && !text.equals("{");
          continue;
        }
        if (text.equals("!")) {
          negated = true;
          continue;
        }
        if (text.equals("function") && i + 1 < tokens.size()) {
          i++;
          functionNext = true;
          while (i + 1 < tokens.size()
              && (tokens.get(i + 1).isOperator("(") || tokens.get(i + 1).isOperator(")"))) {
            i++;
          }
          continue;
        }
        if (text.equals("for") || text.equals("select")) {
          i = skipTo(tokens, i, "\n", ";", "do", parts);
          continue;
        }
        if (text.equals("case")) {
          while (i + 1 < tokens.size() && !tokens.get(i + 1).word().is("in")) {
            i++;
            parts.addAll(tokens.get(i).parts());
          }
          i++;
          push(open, "case", false);
          push(open, "pattern", false);
          continue;
        }
        if (text.equals("[[")) {
          while (i + 1 < tokens.size() && !tokens.get(i).word().is("]]")) {
            i++;
            parts.addAll(tokens.get(i).parts());
          }
          words.add(token.word());
          continue;
        }
      }
      if (inPattern(open) && text.equals("esac") && token.word().plain()) {
        open.pop();
        // a ';;' outside of a case has opened a pattern, too
        open.poll();
        words.clear();
        continue;
      }
      parts.addAll(token.parts());
      if (words.isEmpty() && text.matches("(?s)[A-Za-z_]\\w*(\\[[^]]*\\])?\\+?=.*")) {
        assignments++;
      } else {
        words.add(token.word());
      }
    }
    boolean inCondition = caught || negated || piped || condition(open);
    finish(words, parts, assignments, "", inCondition, open, substitution, outerDepth);
  }

  private static boolean inPattern(Deque<Open> open) {
    Open top = open.peek();
    return top != null && top.kind().equals("pattern");
  }

  private static boolean condition(Deque<Open> open) {
    Open top = open.peek();
    return top != null && top.inCondition();
  }

  /** Keeps track of compound commands; says whether the word is part of one. */
  private static boolean reserved(String word, Deque<Open> open, boolean functionNext) {
    Open top = open.peek();
    switch (word) {
      case "if", "while", "until" -> push(open, word, true);
      case "elif" -> replace(open, "if", true);
      case "then" -> replace(open, "if", false);
      case "else" -> replace(open, "if", false);
      case "do" -> {
        if (top != null && (top.kind().equals("while") || top.kind().equals("until"))) {
          replace(open, top.kind(), false);
        } else {
          push(open, "for", false);
        }
      }
      case "fi", "done", "}", "esac" -> {
        if (top != null) {
          open.pop();
        }
      }
      case "{" -> push(open, functionNext ? "function" : "{", false);
      case "time", "coproc" -> {
        // the command follows
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void replace(Deque<Open> open, String kind, boolean condition) {
    if (!open.isEmpty()) {
      open.pop();
    }
    push(open, kind, condition);
  }

  private static void push(Deque<Open> open, String kind, boolean condition) {
    Open around = open.peek();
    open.push(
        new Open(
            kind,
            condition || condition(open),
            kind.equals("function") || around != null && around.inFunction()));
  }

  private static int skipTo(
      List<Token> tokens, int from, String one, String other, String word, List<Part> parts) {
    int i = from;
    while (i + 1 < tokens.size()) {
      Token next = tokens.get(i + 1);
      if (next.isOperator(one) || next.isOperator(other) || next.word().is(word)) {
        return i;
      }
      i++;
      parts.addAll(next.parts());
    }
    return i;
  }

  /** {@code 2>file}: the number belongs to the redirection. */
  private static void dropDescriptor(List<ShellWord> words, Token redirection) {
    if (!words.isEmpty()) {
      ShellWord last = words.getLast();
      boolean touches =
          last.line() == redirection.word().line()
              && last.column() + last.text().length() == redirection.word().column();
      if (touches && last.text().matches("\\d+") && words.size() > 1) {
        words.removeLast();
      }
    }
  }

  private void finish(
      List<ShellWord> words,
      List<Part> parts,
      int assignments,
      String operator,
      boolean caught,
      Deque<Open> open,
      boolean substitution,
      int outerDepth) {
    boolean end = operator.isEmpty() || ENDS.contains(operator);
    String next = operator.equals("\n") ? ";" : operator;
    boolean looked =
        caught
            || next.equals("||")
            || next.equals("&&")
            || next.startsWith("|")
            || next.equals("&");
    Open top = open.peek();
    boolean inFunction = top != null && top.inFunction();
    for (Part part : parts) {
      // the status of x=$(command) is that of the command, everywhere else nobody looks at it
      boolean inner = looked || !words.isEmpty() || inFunction;
      read(part.tokens(), inner, true, outerDepth + 1);
    }
    if (!words.isEmpty() && !inPattern(open)) {
      commands.add(
          new ShellCommand(
              words,
              assignments,
              outerDepth + open.size(),
              looked || !end && !operator.equals(")"),
              next,
              inFunction,
              substitution));
    }
  }
}
