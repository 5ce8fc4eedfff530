package io.jetpack.cli.manual;

import io.jetpack.cli.program.CommandDescription;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which words may follow which in the names of commands. */
final class NameTree {

  /** By the words before, joined with spaces; at first there are none. */
  private final Map<String, TreeSet<String>> following = new TreeMap<>();

  NameTree(List<CommandDescription> commands) {
    for (CommandDescription command : commands) {
      String before = "";
      for (String word : command.name().split(" ", -1)) {
        following.computeIfAbsent(before, _ -> new TreeSet<>()).add(word);
        before = joined(before, word);
      }
    }
  }

  /** The beginnings of names after which further words may come. */
  List<String> beginnings() {
    return List.copyOf(following.keySet());
  }

  /** The words that may come after this beginning, in order. */
  List<String> following(String beginning) {
    return List.copyOf(following.getOrDefault(beginning, new TreeSet<>()));
  }

  static String joined(String beginning, String word) {
    return beginning.isEmpty() ? word : beginning + " " + word;
  }
}
