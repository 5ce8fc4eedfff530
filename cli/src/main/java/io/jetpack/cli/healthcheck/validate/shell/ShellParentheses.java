package io.jetpack.cli.healthcheck.validate.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Knows, of the words and operators so far, which closing parenthesis belongs to them: that of a
 * subshell does, and so does the one behind a pattern of {@code case}, which nothing opens.
 */
final class ShellParentheses {

  private static final Set<String> COMMAND_FOLLOWS =
      Set.of("then", "do", "else", "elif", "if", "while", "until", "{", "!", "time");

  private enum Stage {
    SUBJECT,
    PATTERN,
    COMMANDS
  }

  /** A {@code case} that is open, and how many subshells were open when it began. */
  private record Case(Stage stage, int subshells) {}

  private final Deque<Case> cases = new ArrayDeque<>();
  private int subshells;
  private boolean command = true;

  /** Whether a closing parenthesis, should it come next, closes none of these. */
  boolean closesWhatIsAround() {
    Case top = cases.peek();
    return subshells == 0 && (top == null || top.stage() != Stage.PATTERN);
  }

  void operator(String name) {
    Case top = cases.peek();
    boolean pattern = top != null && top.stage() == Stage.PATTERN;
    if (name.equals("(") && !pattern) {
      subshells++;
    } else if (name.equals(")")) {
      if (pattern) {
        replace(new Case(Stage.COMMANDS, top.subshells()));
      } else {
        subshells = Math.max(0, subshells - 1);
      }
    } else if ((name.startsWith(";;") || name.equals(";&"))
        && top != null
        && top.subshells() == subshells) {
      replace(new Case(Stage.PATTERN, top.subshells()));
    }
    command = !name.contains("<") && !name.contains(">");
  }

  void word(ShellWord word) {
    Case top = cases.peek();
    Stage stage = top == null ? Stage.COMMANDS : top.stage();
    if (stage == Stage.SUBJECT && top != null) {
      if (word.is("in")) {
        replace(new Case(Stage.PATTERN, top.subshells()));
      }
    } else if (word.is("esac") && top != null && (stage == Stage.PATTERN || command)) {
      cases.pop();
    } else if (command && word.is("case") && stage == Stage.COMMANDS) {
      cases.push(new Case(Stage.SUBJECT, subshells));
    }
    command = command && word.plain() && COMMAND_FOLLOWS.contains(word.text());
  }

  private void replace(Case with) {
    cases.pop();
    cases.push(with);
  }
}
