package io.jetpack.cli.pages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The commands of the program and their options, read from the man page, which is made of them. */
final class CommandWords {

  private static final Pattern COMMAND = Pattern.compile("\\.SS \"jetpack (.+)\"");
  private static final Pattern OPTION = Pattern.compile("\\\\fB(-[^\\\\]+)\\\\fP");
  private static final String EVERY_COMMAND = "";

  /** Of each command its options; those of all commands belong to the empty name. */
  private final Map<String, Set<String>> options = new LinkedHashMap<>();

  CommandWords(String manual) {
    String command = EVERY_COMMAND;
    options.put(command, new LinkedHashSet<>());
    for (String line : manual.replace("\\-", "-").split("\n", -1)) {
      Matcher heading = COMMAND.matcher(line);
      if (heading.matches()) {
        command = heading.group(1);
        options.put(command, new LinkedHashSet<>());
      } else if (line.startsWith("\\fB-")) {
        Set<String> known = options.get(command);
        OPTION.matcher(line).results().forEach(option -> known.add(option.group(1)));
      }
    }
  }

  /** Further commands, such as those of a sample plugin, whose options are not known. */
  CommandWords with(String command) {
    options.put(command, new LinkedHashSet<>());
    return this;
  }

  int count() {
    return options.size();
  }

  boolean hasOption(String option) {
    return options.values().stream().anyMatch(known -> known.contains(option));
  }

  /** Whether a text begins with a command, or with the first word of some. */
  boolean beginsWithCommand(String text) {
    String first = text.split(" ", -1)[0];
    return options.keySet().stream().anyMatch(name -> name.split(" ", -1)[0].equals(first));
  }

  /**
   * What is wrong with a command line.
   *
   * @param line without the name of the program
   */
  Optional<String> problem(String line) {
    List<String> words = new ArrayList<>(List.of(line.split("[ \\[\\]()|]+", -1)));
    words.removeIf(String::isEmpty);
    while (!words.isEmpty() && words.getFirst().startsWith("-")) {
      String option = words.removeFirst();
      if (!known(EVERY_COMMAND, option)) {
        return Optional.of("no option '%s' stands before a command".formatted(option));
      }
      if (option.equals("--home") && !words.isEmpty()) {
        words.removeFirst();
      }
    }
    if (words.isEmpty() || words.getFirst().matches("[A-Z.]+")) {
      return Optional.empty();
    }
    String command = longest(words);
    if (command.isEmpty()) {
      return isGroup(words) ? Optional.empty() : Optional.of("no command '%s'".formatted(line));
    }
    List<String> rest = words.subList(command.split(" ", -1).length, words.size());
    if (command.equals("help")) {
      return problem(String.join(" ", rest));
    }
    List<String> unknown =
        rest.stream()
            .filter(word -> word.matches("-{1,2}[a-z].*"))
            .filter(word -> !known(command, word) && !known(EVERY_COMMAND, word))
            .toList();
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of("'jetpack %s' has no option %s".formatted(command, unknown));
  }

  private boolean known(String command, String option) {
    return options.get(command).contains(option.replaceAll("=.*", ""));
  }

  private String longest(List<String> words) {
    String found = "";
    for (int count = 1; count <= words.size(); count++) {
      String name = words.stream().limit(count).collect(Collectors.joining(" "));
      found = options.containsKey(name) ? name : found;
    }
    return found;
  }

  private boolean isGroup(List<String> words) {
    String prefix = words.getFirst() + " ";
    return words.size() == 1 && options.keySet().stream().anyMatch(name -> name.startsWith(prefix));
  }
}
