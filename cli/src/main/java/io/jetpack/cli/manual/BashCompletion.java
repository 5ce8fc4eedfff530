package io.jetpack.cli.manual;

import io.jetpack.cli.program.CommandDescription;
import io.jetpack.cli.program.OptionDescription;
import io.jetpack.cli.program.ProgramDescription;
import java.util.List;
import java.util.stream.Collectors;

/** Completion for bash, without anything of the package bash-completion and without a process. */
final class BashCompletion {

  private static final String TEXT =
      """
      # bash completion for jetpack; made by its build out of what the commands say of themselves
      # shellcheck shell=bash

      # what may follow these words of a command's name
      _jetpack_next() {
        case $1 in
      @NEXT@
          *) REPLY='' ;;
        esac
      }

      # the options of a command, each as NAMES:VALUE:again
      _jetpack_options() {
        case $1 in
      @OPTIONS@
          *) REPLY='' ;;
        esac
        if [[ $1 ]]; then
          REPLY+=' @COMMON@'
        fi
      }

      # what the other words of a command are, as VALUE:again
      _jetpack_arguments() {
        case $1 in
      @ARGUMENTS@
          *) REPLY='' ;;
        esac
      }

      # finds the option $2 of the command $1
      _jetpack_find() {
        local entry
        _jetpack_options "$1"
        for entry in $REPLY; do
          if [[ ,${entry%%:*}, == *",$2,"* ]]; then
            REPLY=$entry
            return
          fi
        done
        REPLY='::'
      }

      # offers what begins with $2: of words, files or folders; bash itself completes the latter
      _jetpack_offer() {
        case $1 in
          file) compopt -o default ;;
          folder) compopt -o dirnames ;;
          *,*) mapfile -t COMPREPLY < <(compgen -W "${1//,/ }" -- "$2") ;;
        esac
      }

      _jetpack() {
        local IFS=$' \\t\\n' REPLY word entry value glued command asked given=, ended='' taking='' i
        local -i arguments=0
        local -a words=() offered=()
        COMPREPLY=()
        command='' asked='' glued=''
        # bash takes --level=warn for three words
        for ((i = 1; i <= COMP_CWORD; i++)); do
          word=${COMP_WORDS[i]}
          if [[ ${#words[@]} -gt 0 && ($glued || $word == [=:]*) ]]; then
            words[${#words[@]} - 1]+=$word
          else
            words+=("$word")
          fi
          glued=''
          [[ $word == *[=:] ]] && glued=yes
        done
        # all but the last
        for ((i = 0; i < ${#words[@]} - 1; i++)); do
          word=${words[i]}
          if [[ $taking ]]; then
            taking=''
          elif [[ ! $ended && $word == -- ]]; then
            ended=yes
          elif [[ $ended || $word != -?* ]]; then
            _jetpack_next "$command"
            if ((arguments == 0)) && [[ ! $ended && " $REPLY " == *" $word "* ]]; then
              command=${command:+$command }$word
            else
              arguments+=1
              asked=${asked:+$asked }$word
            fi
          else
            _jetpack_find "$command" "${word%%=*}"
            given+=${REPLY%%:*},
            value=${REPLY#*:}
            [[ $word == *=* ]] || taking=${value%%:*}
          fi
        done
        word=${words[i]}
        if [[ $taking ]]; then
          _jetpack_offer "$taking" "$word"
        elif [[ ! $ended && $word == -*=* ]]; then
          _jetpack_find "$command" "${word%%=*}"
          value=${REPLY#*:}
          _jetpack_offer "${value%%:*}" "${word#*=}"
        elif [[ ! $ended && $word == -* ]]; then
          _jetpack_options "$command"
          for entry in $REPLY; do
            # each once, unless it may be repeated
            if [[ $entry == *:again || $given != *",${entry%%:*},"* ]]; then
              entry=${entry%%:*}
              offered+=("${entry//,/ }")
            fi
          done
          mapfile -t COMPREPLY < <(compgen -W "${offered[*]}" -- "$word")
        else
          _jetpack_arguments "$command"
          value=${REPLY%%:*}
          if [[ $value == command ]]; then
            _jetpack_next "$asked"
            value=${REPLY// /,},
          elif ((arguments > 0)) && [[ $REPLY != *:again ]]; then
            value=''
          fi
          _jetpack_next "$command"
          if ((arguments == 0)) && [[ $REPLY ]]; then
            value=${REPLY// /,},
          fi
          _jetpack_offer "$value" "$word"
        fi
      }

      complete -F _jetpack jetpack
      """;

  private BashCompletion() {}

  static String of(ProgramDescription program) {
    NameTree names = new NameTree(program.commands());
    return TEXT.replace(
            "@NEXT@",
            lines(
                names.beginnings().stream()
                    .map(words -> row(words, String.join(" ", names.following(words))))
                    .toList()))
        .replace("@OPTIONS@", options(program))
        .replace("@COMMON@", entries(program.commonOptions()))
        .replace("@ARGUMENTS@", arguments(program.commands()));
  }

  private static String options(ProgramDescription program) {
    String leading = row("", entries(program.leadingOptions()));
    String own =
        program.commands().stream()
            .filter(command -> !command.options().isEmpty())
            .map(command -> row(command.name(), entries(command.options())))
            .collect(Collectors.joining("\n"));
    return leading + "\n" + own;
  }

  private static String arguments(List<CommandDescription> commands) {
    return lines(
        commands.stream()
            .filter(command -> command.arguments().isPresent())
            .map(command -> row(command.name(), argument(command.arguments().orElseThrow())))
            .toList());
  }

  private static String argument(OptionDescription argument) {
    return value(argument) + (argument.repeats() ? ":again" : ":");
  }

  private static String entries(List<OptionDescription> options) {
    return options.stream()
        .map(option -> String.join(",", option.names()) + ":" + argument(option))
        .collect(Collectors.joining(" "));
  }

  /** Words have a comma at their end, so that one is no keyword. */
  private static String value(OptionDescription option) {
    if (!option.choices().isEmpty()) {
      return String.join(",", option.choices()) + ",";
    }
    return switch (option.placeholder()) {
      case "" -> "";
      case "FILE", "PATH" -> "file";
      case "DIR" -> "folder";
      case "COMMAND" -> "command";
      default -> "any";
    };
  }

  private static String row(String words, String reply) {
    return "    '%s') REPLY='%s' ;;".formatted(words, reply);
  }

  private static String lines(List<String> rows) {
    return String.join("\n", rows);
  }
}
