package io.jetpack.cli.program;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.ParameterDescription;
import com.beust.jcommander.ParameterException;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import io.jetpack.text.NearestName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads arguments into objects annotated for JCommander. Everything that can be wrong is found
 * before JCommander sees it, so that users read our words and not a library's.
 */
final class ArgumentReader {

  private static final String END_OF_OPTIONS = "--";

  private final String command;
  private final JCommander parser;
  private final Map<String, Option> options = new LinkedHashMap<>();

  /**
   * @param command how to call this in messages, {@code jetpack healthcheck run}
   */
  ArgumentReader(String command, Object... targets) {
    this.command = command;
    JCommander.Builder builder = JCommander.newBuilder().expandAtSign(false);
    for (Object target : targets) {
      builder.addObject(target);
    }
    this.parser = builder.build();
    // without arguments this only makes JCommander look at the annotations
    parser.parseWithoutValidation();
    for (ParameterDescription description : parser.getParameters()) {
      Option option = new Option(description);
      option.names().forEach(name -> options.put(name, option));
    }
  }

  /** All options, each once. */
  List<Option> options() {
    return List.copyOf(new HashSet<>(options.values()));
  }

  /** Those that help shows, in the order in which it does. */
  List<Option> shownOptions() {
    return options().stream()
        .filter(option -> !option.hidden())
        .sorted(Comparator.comparingInt(Option::order).thenComparing(o -> o.names().getLast()))
        .toList();
  }

  /** What the words that are no options mean, if the command takes any. */
  Optional<Option> arguments() {
    return Optional.ofNullable(parser.getMainParameterValue()).map(Option::new);
  }

  /**
   * Sets the fields of the targets.
   *
   * @throws CommandFailure when the words do not fit
   */
  void read(List<String> words) {
    List<String> given = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    Set<Option> seen = new HashSet<>();
    int position = 0;
    while (position < words.size()) {
      String word = words.get(position);
      if (word.equals(END_OF_OPTIONS)) {
        arguments.addAll(words.subList(position + 1, words.size()));
        break;
      }
      if (!isOption(word)) {
        arguments.add(word);
        position++;
        continue;
      }
      Option option = option(word);
      if (!seen.add(option) && !option.repeats()) {
        throw CommandFailure.usage("option '%s' is given twice".formatted(name(word)));
      }
      int length = lengthOf(words, position);
      given.addAll(separated(words.subList(position, position + length)));
      position += length;
    }
    checkRequired(seen);
    checkArguments(arguments);
    parse(given, arguments);
  }

  private void parse(List<String> given, List<String> arguments) {
    List<String> all = new ArrayList<>(given);
    if (!arguments.isEmpty()) {
      all.add(END_OF_OPTIONS);
      // JCommander takes away spaces around a word and then one pair of quotes: these
      arguments.forEach(word -> all.add('"' + word + '"'));
    }
    try {
      parser.parse(all.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new CommandFailure(ExitCodes.USAGE, wrongValue(given), e);
    }
  }

  /** JCommander does not say which value it could not convert, so they are tried one by one. */
  private String wrongValue(List<String> given) {
    for (int i = 0; i + 1 < given.size(); i++) {
      Option option = options.get(given.get(i));
      if (option != null && option.values() == 1) {
        String value = given.get(i + 1);
        try {
          option.description().addValue(value);
        } catch (ParameterException e) {
          String right =
              option.choices().isEmpty()
                  ? "'%s --help' tells what is right".formatted(command)
                  : "write %s".formatted(String.join(" or ", option.choices()));
          return "%s is '%s'; %s".formatted(given.get(i), value, right);
        }
      }
    }
    return "these arguments do not fit together; '%s --help' tells how".formatted(command);
  }

  /** What looks like a negative number is an argument, where there are arguments. */
  private boolean isOption(String word) {
    return word.startsWith("-")
        && word.length() > 1
        && !word.equals(END_OF_OPTIONS)
        && (arguments().isEmpty() || !word.matches("-\\d.*"));
  }

  private static String name(String word) {
    int equals = word.indexOf('=');
    return equals < 0 ? word : word.substring(0, equals);
  }

  private Option option(String word) {
    String name = name(word);
    Option option = options.get(name);
    if (option == null) {
      throw CommandFailure.usage(
          "unknown option '%s'%s"
              .formatted(
                  name,
                  NearestName.suggestion(
                      name, options.keySet(), "'%s --help' lists all".formatted(command))));
    }
    return option;
  }

  /** How many words an option and its values are. */
  private int lengthOf(List<String> words, int position) {
    String word = words.get(position);
    Option option = option(word);
    int values = option.values();
    if (word.contains("=")) {
      if (values == 0) {
        throw CommandFailure.usage("option '%s' takes no value".formatted(name(word)));
      }
      return values;
    }
    for (int i = position + 1; i <= position + values; i++) {
      if (i >= words.size()
          || words.get(i).equals(END_OF_OPTIONS)
          || options.containsKey(name(words.get(i)))) {
        throw CommandFailure.usage(
            "option '%s' needs a value: %s %s".formatted(word, word, option.placeholder()));
      }
    }
    return 1 + values;
  }

  private static List<String> separated(List<String> words) {
    String first = words.getFirst();
    int equals = first.indexOf('=');
    if (equals < 0) {
      return words;
    }
    List<String> separated = new ArrayList<>();
    separated.add(first.substring(0, equals));
    separated.add(first.substring(equals + 1));
    separated.addAll(words.subList(1, words.size()));
    return separated;
  }

  private void checkRequired(Set<Option> seen) {
    for (Option option : options()) {
      if (option.required() && !seen.contains(option)) {
        String name = option.names().getLast();
        throw CommandFailure.usage(
            "option '%s' is missing: %s %s".formatted(name, name, option.placeholder()));
      }
    }
  }

  private void checkArguments(List<String> words) {
    Optional<Option> arguments = arguments();
    if (words.isEmpty()) {
      arguments
          .filter(Option::required)
          .ifPresent(missing -> {
            throw CommandFailure.usage(
                "%s is missing; '%s --help' tells how".formatted(missing.placeholder(), command));
          });
      return;
    }
    if (arguments.isEmpty()) {
      throw CommandFailure.usage(
          "'%s' takes no arguments, but there is '%s'".formatted(command, words.getFirst()));
    }
    if (words.size() > 1 && !arguments.get().repeats()) {
      throw CommandFailure.usage(
          "'%s' takes one argument, but there is also '%s'; put quotes around what belongs together"
              .formatted(command, words.get(1)));
    }
  }
}
