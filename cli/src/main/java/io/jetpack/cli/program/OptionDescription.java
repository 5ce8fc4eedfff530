package io.jetpack.cli.program;

import java.util.Arrays;
import java.util.List;

/**
 * What a command says of an option, or of its arguments.
 *
 * @param names all of an option, the longest last; none of arguments
 * @param placeholder how its value is called in help; empty when it takes none. {@code FILE} and
 *     {@code PATH} are files, {@code DIR} is a folder, {@code COMMAND} the name of a command; of
 *     words with bars between them those in lower case are taken as they are
 * @param text what it is for
 * @param repeats whether it may be given more than once
 * @param choices the only values that are right, or those that have a meaning of their own
 */
public record OptionDescription(
    List<String> names, String placeholder, String text, boolean repeats, List<String> choices) {

  /** Keeps copies of the lists. */
  public OptionDescription {
    names = List.copyOf(names);
    choices = List.copyOf(choices);
  }

  static OptionDescription of(Option option) {
    boolean argument = option.names().isEmpty();
    String placeholder = argument || option.values() > 0 ? option.placeholder() : "";
    List<String> choices = option.choices();
    if (choices.isEmpty() && placeholder.contains("|")) {
      choices =
          Arrays.stream(placeholder.split("\\|", -1))
              .filter(word -> word.matches("[a-z-]+"))
              .toList();
    }
    return new OptionDescription(
        option.names(), placeholder, option.text(), option.repeats(), choices);
  }

  /** Whether a value follows it, or the same word after an equals sign. */
  public boolean takesValue() {
    return !placeholder.isEmpty();
  }
}
