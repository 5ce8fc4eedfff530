package io.jetpack.cli.program;

import io.jetpack.cli.Console;
import io.jetpack.cli.Terminal;
import io.jetpack.cli.Version;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * What the program says of itself, out of the same annotations that its help is made of.
 *
 * @param version of the program
 * @param commands those that are built in, in the order of their names
 * @param leadingOptions what may stand before a command's name
 * @param commonOptions the options that every command has
 * @param overview what {@code jetpack --help} prints
 */
public record ProgramDescription(
    String version,
    List<CommandDescription> commands,
    List<OptionDescription> leadingOptions,
    List<OptionDescription> commonOptions,
    String overview) {

  /** Keeps copies of the lists. */
  public ProgramDescription {
    commands = List.copyOf(commands);
    leadingOptions = List.copyOf(leadingOptions);
    commonOptions = List.copyOf(commonOptions);
  }

  /** Describes this program; jars of {@code config/plugins} are not looked at. */
  public static ProgramDescription ofThis() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Console console =
        new Console(InputStream.nullInputStream(), nowhere, nowhere, Terminal.of("", Map.of()));
    CommandCatalog catalog = new CommandLoader(console).loadOwn();
    return new ProgramDescription(
        Version.text(),
        catalog.all().stream().map(CommandDescription::of).toList(),
        described(new LeadingOptions(new GlobalOptions())),
        described(new GlobalOptions()),
        HelpText.overview(catalog));
  }

  private static List<OptionDescription> described(Object target) {
    return new ArgumentReader("jetpack", target)
        .shownOptions().stream().map(OptionDescription::of).toList();
  }
}
