package io.jetpack.cli.healthcheck.validate.look;

import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Rule;
import io.jetpack.cli.healthcheck.validate.rule.Source;
import io.jetpack.cli.healthcheck.validate.shell.ShellCommand;
import io.jetpack.cli.healthcheck.validate.shell.ShellScript;
import io.jetpack.cli.healthcheck.validate.shell.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules for scripts of the Bourne shells. */
final class ShellRules {

  /** They answer 254 for errors that say nothing about the node. */
  static final Set<String> ANSWER_254 = Set.of("aws", "npm");

  private static final Set<String> PREFIXES =
      Set.of("sudo", "env", "exec", "command", "nice", "ionice", "nohup", "builtin", "time");
  private static final Pattern HEADER_LIMIT =
      Pattern.compile("(?m)^\\s*(?:#+)\\s*jetpack:.*\\btimeout=");
  private static final Pattern ENDS_IN_TRAP = Pattern.compile("(?s).*\\bexit\\b.*");

  private final Source source;
  private final List<ShellCommand> commands;
  private final List<Finding> findings = new ArrayList<>();

  private ShellRules(Source source) {
    this.source = source;
    this.commands = ShellScript.commands(source.text());
  }

  static List<Finding> look(Source source) {
    ShellRules rules = new ShellRules(source);
    if (source.role() == Source.Role.CHECK) {
      rules.exitCodes();
      rules.statuses();
      rules.hangers();
      rules.never254();
      rules.silence();
    }
    rules.secrets();
    return rules.findings;
  }

  private void find(Rule rule, ShellWord place, String message) {
    findings.add(source.finding(rule, place.line(), place.column(), message));
  }

  private void exitCodes() {
    for (ShellCommand command : commands) {
      if (command.name().is("exit") && command.words().size() == 2) {
        ShellWord code = command.words().get(1);
        if (code.plain()
            && code.text().matches("[+-]?\\d{1,9}")
            && !code.text().equals("254")
            && Math.floorMod(Integer.parseInt(code.text()), 256) == 254) {
          find(Rule.ACCIDENTAL_254, code, "'exit %s' is exit code 254".formatted(code.text()));
        }
      }
    }
  }

  /** Where the status of a program that answers 254 becomes the script's. */
  private void statuses() {
    if (commands.stream().anyMatch(ShellRules::trapsTheEnd)) {
      return;
    }
    Set<String> own = functions();
    boolean errexit =
        source
            .script()
            .shebang()
            .map(line -> line.argument().orElse(""))
            .orElse("")
            .matches("(.* )?-[a-z]*e[a-z]*( .*)?");
    for (int i = 0; i < commands.size(); i++) {
      ShellCommand command = commands.get(i);
      errexit = errexit(command, errexit);
      List<ShellWord> words = effective(command.words());
      String program = words.isEmpty() ? "" : words.getFirst().text().replaceFirst(".*/", "");
      boolean counts =
          ANSWER_254.contains(program)
              && !own.contains(program)
              && !command.caught()
              && !command.inFunction();
      if (!counts) {
        continue;
      }
      int depth = command.inSubstitution() ? command.depth() - 1 : command.depth();
      String how = "";
      if (errexit && depth == 0) {
        how = "with 'set -e' its errors end the script";
      } else if (depth == 0 && isLast(i) && !command.inSubstitution()) {
        how = "it is the last command";
      } else if (depth == 0 && i + 1 < commands.size() && passesOn(commands.get(i + 1))) {
        how = "'exit' passes its status on";
      } else if (!command.inSubstitution() && command.words().getFirst().is("exec")) {
        how = "it takes the place of the script";
      }
      if (!how.isEmpty()) {
        find(
            Rule.STATUS_254,
            words.getFirst(),
            "'%s' answers 254 for errors of its own, and %s".formatted(program, how));
      }
    }
  }

  private static boolean trapsTheEnd(ShellCommand command) {
    return command.name().is("trap")
        && command.words().size() > 2
        && (ENDS_IN_TRAP.matcher(command.words().get(1).text()).matches()
            || command.words().get(1).text().matches("\\w+"))
        && command.words().stream().skip(2).anyMatch(word -> word.text().matches("EXIT|ERR|0"));
  }

  private Set<String> functions() {
    return Set.copyOf(
        Pattern.compile("(?m)^\\s*(?:function\\s+)?([\\w-]+)\\s*\\(\\)")
            .matcher(source.text())
            .results()
            .map(match -> match.group(1))
            .distinct()
            .toList());
  }

  private static boolean errexit(ShellCommand command, boolean before) {
    if (!command.name().is("set")) {
      return before;
    }
    List<String> words = command.words().stream().skip(1).map(ShellWord::text).toList();
    if (words.stream().anyMatch(word -> word.matches("-[a-zA-Z]*e[a-zA-Z]*"))
        || words.contains("-o") && words.contains("errexit")) {
      return true;
    }
    boolean off =
        words.stream().anyMatch(word -> word.matches("\\+[a-zA-Z]*e[a-zA-Z]*"))
            || words.contains("+o") && words.contains("errexit");
    return before && !off;
  }

  private boolean isLast(int index) {
    for (int i = index + 1; i < commands.size(); i++) {
      if (!commands.get(i).inFunction()) {
        return false;
      }
    }
    // after it, only the ends of lines: a compound command would have a status of its own
    String rest =
        source.lines().stream()
            .skip(commands.get(index).line())
            .map(String::strip)
            .reduce("", String::concat);
    return commands.get(index).operator().isEmpty()
        || commands.get(index).operator().equals(";")
            && !rest.matches("(?s).*\\b(fi|done|esac)\\s*");
  }

  private static boolean passesOn(ShellCommand next) {
    return next.name().is("exit")
        && next.depth() == 0
        && (next.words().size() == 1 || next.words().get(1).text().equals("$?"));
  }

  private void silence() {
    for (ShellWord code : SilentTermination.in(commands, functions())) {
      find(Rule.SILENT_254, code, "the script ends with 254 and has not said why");
    }
  }

  private void hangers() {
    if (HEADER_LIMIT.matcher(source.text()).find()) {
      return;
    }
    Set<String> own = functions();
    for (ShellCommand command : commands) {
      List<ShellWord> words = effective(command.words());
      if (!words.isEmpty() && !own.contains(words.getFirst().text())) {
        HangingPrograms.whyItMayHang(words)
            .ifPresent(why -> find(Rule.NO_TIME_LIMIT, words.getFirst(), why));
      }
    }
  }

  private void secrets() {
    Set<String> own = functions();
    for (ShellCommand command : commands) {
      List<ShellWord> words = effective(command.words());
      if (words.isEmpty() || !own.contains(words.getFirst().text())) {
        Secrets.on(words)
            .ifPresent(word ->
                find(
                    Rule.SECRET,
                    word,
                    "a secret on the command line of '%s'".formatted(words.getFirst().text())));
      }
    }
  }

  /** {@code confirm=} in the header of a script that can not exit with 254. */
  private void never254() {
    int header = ConfirmHeader.line(source.lines());
    if (header == 0 || source.text().contains("254")) {
      return;
    }
    boolean other =
        commands.stream()
            .anyMatch(command -> {
              String name = command.name().text();
              boolean ends = name.equals("exit") || name.equals("return");
              boolean plain = command.words().size() > 1 && command.words().get(1).plain();
              return ends && !plain || Set.of("exec", "source", ".", "eval").contains(name);
            });
    boolean byLast =
        !commands.isEmpty()
            && !commands.getLast().name().is("exit")
            && !commands.getLast().name().is("echo");
    if (!other && !byLast) {
      findings.add(source.finding(Rule.NEVER_254, header, 0, "the script never exits with 254"));
    }
  }

  /** The command that runs in the end, without those that only start it; nothing under timeout. */
  private static List<ShellWord> effective(List<ShellWord> words) {
    int from = 0;
    while (from < words.size() && PREFIXES.contains(words.get(from).text())) {
      from++;
      if (from < words.size() && words.get(from).text().matches("-[vV]")) {
        // 'command -v wget' asks where it is
        return List.of();
      }
      while (from < words.size()
          && (words.get(from).text().startsWith("-")
              || words.get(from).text().matches("\\w+=.*"))) {
        boolean value = words.get(from).text().matches("-[ungcpCR]");
        from += value ? 2 : 1;
      }
    }
    if (from >= words.size()) {
      return List.of();
    }
    return words.subList(from, words.size());
  }
}
