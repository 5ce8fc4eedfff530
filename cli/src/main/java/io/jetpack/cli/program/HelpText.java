package io.jetpack.cli.program;

import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.WordWrap;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** All help that users read. */
final class HelpText {

  private static final int WIDTH = 80;
  private static final String HOW_TO_CALL = "usage: jetpack [--home DIR] [--verbose] COMMAND ...";

  private HelpText() {}

  /** What there is. */
  static String overview(CommandCatalog catalog) {
    ArgumentReader reader = new ArgumentReader("jetpack", new LeadingOptions(new GlobalOptions()));
    return HOW_TO_CALL
        + "\n\ncommands:\n"
        + table(purposes(catalog.all()))
        + "\noptions:\n"
        + table(rows(reader))
        + "\n'jetpack help COMMAND' tells more about one.\n";
  }

  /**
   * How to use a command, or which commands begin with these words.
   *
   * @param found the command that the words name, if there is one
   * @throws CommandFailure when the words mean nothing
   */
  static String about(CommandCatalog catalog, Optional<LoadedCommand> found, List<String> words) {
    if (found.isPresent()) {
      return of(found.get());
    }
    List<LoadedCommand> group = catalog.group(String.join(" ", words));
    if (group.isEmpty()) {
      throw catalog.unknown(words);
    }
    return "commands:\n" + table(purposes(group));
  }

  private static List<Row> purposes(Collection<LoadedCommand> commands) {
    return commands.stream().map(command -> new Row(command.name(), command.purpose())).toList();
  }

  private static String of(LoadedCommand command) {
    String name = "jetpack " + command.name();
    ArgumentReader own = new ArgumentReader(name, command.plugin().create());
    StringBuilder text = new StringBuilder("usage: " + name);
    text.append(own.options().isEmpty() ? "" : " [OPTION]...");
    own.arguments().ifPresent(arguments -> text.append(' ').append(usage(arguments)));
    text.append("\n\n").append(sentence(command.purpose())).append('\n');
    own.arguments()
        .ifPresent(arguments ->
            text.append('\n')
                .append(table(List.of(new Row(arguments.placeholder(), arguments.text())))));
    if (!own.options().isEmpty()) {
      text.append("\noptions:\n").append(table(rows(own)));
    }
    text.append("\noptions of all commands:\n")
        .append(table(rows(new ArgumentReader(name, new GlobalOptions()))));
    String details = command.plugin().details().strip();
    return details.isEmpty() ? text.toString() : text.append('\n') + details + "\n";
  }

  static String usage(Option arguments) {
    String word = arguments.placeholder() + (arguments.repeats() ? "..." : "");
    return arguments.required()
        ? word
        : "[" + arguments.placeholder() + "]" + (arguments.repeats() ? "..." : "");
  }

  static String sentence(String purpose) {
    return purpose.substring(0, 1).toUpperCase(Locale.ROOT) + purpose.substring(1) + ".";
  }

  private static List<Row> rows(ArgumentReader reader) {
    return reader.shownOptions().stream()
        .map(option ->
            new Row(
                String.join(", ", option.names())
                    + (option.values() == 0 ? "" : " " + option.placeholder()),
                option.text()))
        .toList();
  }

  private record Row(String left, String right) {}

  private static String table(List<Row> rows) {
    int left = rows.stream().mapToInt(row -> row.left().length()).max().orElse(0);
    String indent = " ".repeat(left + 4);
    return rows.stream()
        .map(row ->
            ("  %-" + left + "s  %s")
                .formatted(
                    row.left(),
                    String.join("\n" + indent, WordWrap.lines(row.right(), WIDTH - left - 4))))
        .map(line -> line.stripTrailing() + "\n")
        .collect(Collectors.joining());
  }
}
