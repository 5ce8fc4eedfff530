package io.jetpack.cli.manual;

import io.jetpack.cli.program.CommandDescription;
import io.jetpack.cli.program.OptionDescription;
import io.jetpack.cli.program.ProgramDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Completion for zsh, a function for each command and for each word that several begin with. */
final class ZshCompletion {

  private final ProgramDescription program;
  private final Map<String, CommandDescription> commands;
  private final NameTree names;

  private ZshCompletion(ProgramDescription program) {
    this.program = program;
    this.commands =
        program.commands().stream()
            .collect(Collectors.toMap(CommandDescription::name, Function.identity()));
    this.names = new NameTree(program.commands());
  }

  static String of(ProgramDescription program) {
    return new ZshCompletion(program).text();
  }

  private String text() {
    StringBuilder text =
        new StringBuilder(
            """
            #compdef jetpack
            # zsh completion for jetpack; made by its build out of what the commands say of themselves
            """);
    for (String beginning : names.beginnings()) {
      text.append(names(beginning)).append(group(beginning));
    }
    for (CommandDescription command : program.commands()) {
      if (names.following(command.name()).isEmpty()) {
        text.append(command(command));
      }
    }
    return text.append(HELP).append("\n_jetpack \"$@\"\n").toString();
  }

  /** Offers the words that lead to a command, until there are no more. */
  private static final String HELP =
      """

      _jetpack_any_name() {
        local function=_jetpack word
        for word in $words[1,CURRENT-1]; do
          function+=_$word
        done
        (( $+functions[${function}_names] )) && ${function}_names
      }
      """;

  private String names(String beginning) {
    StringBuilder text =
        new StringBuilder("\n" + function(beginning) + "_names() {\n  local -a names=(\n");
    for (String word : names.following(beginning)) {
      CommandDescription command = commands.get(NameTree.joined(beginning, word));
      String purpose = command == null ? several(beginning, word) : command.purpose();
      text.append("    ").append(quoted(word + ":" + purpose)).append('\n');
    }
    return text.append("  )\n  _describe -t commands command names\n}\n").toString();
  }

  private String several(String beginning, String word) {
    return String.join(", ", names.following(NameTree.joined(beginning, word)));
  }

  private String group(String beginning) {
    List<String> specs = new ArrayList<>();
    List<OptionDescription> leading =
        beginning.isEmpty() ? program.leadingOptions() : program.commonOptions();
    leading.forEach(option -> specs.addAll(specs(option)));
    CommandDescription own = commands.get(beginning);
    if (own != null) {
      own.options().forEach(option -> specs.addAll(specs(option)));
    }
    specs.add("'(-)1: :" + function(beginning) + "_names'");
    specs.add("'(-)*:: :->more'");
    StringBuilder text =
        new StringBuilder(
            """

            %s() {
              local curcontext=$curcontext state line
              typeset -A opt_args
              _arguments -C -S \\
            %s && return
              case $words[1] in
            """
                .formatted(function(beginning), joined(specs)));
    for (String word : names.following(beginning)) {
      text.append("    %s) %s ;;\n".formatted(word, function(NameTree.joined(beginning, word))));
    }
    return text.append("  esac\n}\n").toString();
  }

  private String command(CommandDescription command) {
    List<String> specs = new ArrayList<>();
    command.options().forEach(option -> specs.addAll(specs(option)));
    program.commonOptions().forEach(option -> specs.addAll(specs(option)));
    command
        .arguments()
        .ifPresent(argument -> {
          boolean name = argument.placeholder().equals("COMMAND");
          specs.add(
              name
                  ? "'*:: :_jetpack_any_name'"
                  : quoted((argument.repeats() ? "*" : "1") + value(argument)));
        });
    return "\n%s() {\n  _arguments -S \\\n%s\n}\n"
        .formatted(function(command.name()), joined(specs));
  }

  private static String joined(List<String> specs) {
    return specs.stream().map(spec -> "    " + spec).collect(Collectors.joining(" \\\n"));
  }

  /** One for each name, of which each excludes the others. */
  private static List<String> specs(OptionDescription option) {
    List<String> specs = new ArrayList<>();
    for (String name : option.names()) {
      String before =
          option.repeats()
              ? "*"
              : option.names().size() > 1 ? "(" + String.join(" ", option.names()) + ")" : "";
      String equals = option.takesValue() && name.startsWith("--") ? "=" : "";
      String text = "[" + escaped(option.text()) + "]";
      specs.add(quoted(before + name + equals + text + (option.takesValue() ? value(option) : "")));
    }
    return specs;
  }

  private static String value(OptionDescription option) {
    String action =
        option.choices().isEmpty()
            ? switch (option.placeholder()) {
              case "FILE", "PATH" -> "_files";
              case "DIR" -> "_path_files -/";
              // only this lets options be completed where an argument may stand
              default -> "_message -e words \"" + colons(option.placeholder()) + "\"";
            }
            : "(" + String.join(" ", option.choices()) + ")";
    return ":" + colons(option.placeholder()) + ":" + action;
  }

  private static String function(String words) {
    return words.isEmpty() ? "_jetpack" : "_jetpack_" + words.replace(' ', '_');
  }

  private static String colons(String text) {
    return text.replace(":", "\\:");
  }

  private static String escaped(String text) {
    return text.replaceAll("[\\\\:\\[\\]]", "\\\\$0");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
