package io.jetpack.cli.program;

import java.util.List;
import java.util.Optional;

/**
 * What a command says of itself, for pages and programs that tell users about it.
 *
 * @param name one or several words
 * @param purpose what it is for, lower case, no full stop
 * @param sentence what it is for, as a sentence
 * @param usage what follows the name in a line of usage; may be empty
 * @param arguments what the words that are no options mean, if there may be any
 * @param options those of its own, in the order of help, without hidden ones
 * @param details paragraphs of plain text; may be empty
 */
public record CommandDescription(
    String name,
    String purpose,
    String sentence,
    String usage,
    Optional<OptionDescription> arguments,
    List<OptionDescription> options,
    String details) {

  /** Keeps a copy of the options. */
  public CommandDescription {
    options = List.copyOf(options);
  }

  static CommandDescription of(LoadedCommand command) {
    ArgumentReader own = new ArgumentReader("jetpack " + command.name(), command.plugin().create());
    return new CommandDescription(
        command.name(),
        command.purpose(),
        HelpText.sentence(command.purpose()),
        own.arguments().map(HelpText::usage).orElse(""),
        own.arguments().map(OptionDescription::of),
        own.shownOptions().stream().map(OptionDescription::of).toList(),
        command.plugin().details().strip());
  }
}
