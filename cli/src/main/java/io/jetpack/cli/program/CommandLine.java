package io.jetpack.cli.program;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a call, sorted: options of all commands may stand before or after the command's
 * name.
 *
 * @param global the options of all commands, and whatever else looks like an option before the name
 * @param command the name of the command and all that belongs to it
 */
record CommandLine(List<String> global, List<String> command) {

  private static final String HOME = "--home";
  private static final List<String> GLOBAL = List.of("--verbose", "--help", "-h");

  static CommandLine of(List<String> words) {
    List<String> global = new ArrayList<>();
    List<String> command = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("--")) {
        command.addAll(words.subList(i, words.size()));
        break;
      }
      boolean leading = command.isEmpty() && word.startsWith("-");
      if (leading || isGlobal(word)) {
        global.add(word);
        if (word.equals(HOME) && i + 1 < words.size()) {
          i++;
          global.add(words.get(i));
        }
      } else {
        command.add(word);
      }
    }
    return new CommandLine(List.copyOf(global), List.copyOf(command));
  }

  private static boolean isGlobal(String word) {
    return word.equals(HOME) || word.startsWith(HOME + "=") || GLOBAL.contains(word);
  }

  /** The words before the first option: a command's name, and perhaps some of its arguments. */
  List<String> commandStart() {
    return command.stream().takeWhile(word -> !word.startsWith("-")).toList();
  }
}
