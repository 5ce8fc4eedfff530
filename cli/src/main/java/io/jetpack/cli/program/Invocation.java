package io.jetpack.cli.program;

import io.jetpack.cli.Command;
import io.jetpack.cli.CommandContext;
import io.jetpack.cli.Console;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.Version;
import io.jetpack.cli.node.Home;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One call of the program: from its words to the command that they name. */
final class Invocation {

  private final Map<String, String> environment;
  private final Console console;
  private final GlobalOptions global;

  /**
   * @param global is filled from the words
   */
  Invocation(Map<String, String> environment, Console console, GlobalOptions global) {
    this.environment = environment;
    this.console = console;
    this.global = global;
  }

  int run(List<String> words) throws InterruptedException {
    CommandLine line = CommandLine.of(words);
    LeadingOptions leading = new LeadingOptions(global);
    if (!line.global().isEmpty()) {
      new ArgumentReader("jetpack", leading).read(line.global());
    }
    if (leading.version()) {
      console.out().println(Version.text());
      return ExitCodes.DONE;
    }
    Home home = Home.find(global.home(), environment, System.getProperties());
    CommandLoader loader = new CommandLoader(console);
    CommandCatalog catalog = loader.loadOwn();
    Optional<LoadedCommand> own = catalog.find(line.commandStart());
    if (own.isEmpty() || own.get().plugin().loadsPlugins()) {
      loader.loadJars(home.plugins());
    }
    if (line.command().isEmpty()) {
      return overview(catalog);
    }
    Optional<LoadedCommand> command = catalog.find(line.commandStart());
    if (global.help()) {
      return help(catalog, command, line.commandStart());
    }
    if (command.isEmpty()) {
      throw catalog.unknown(line.command());
    }
    CommandContext context =
        new ProgramContext(home, console, environment, catalog, global.verbose());
    return run(command.get(), line.command(), context);
  }

  /**
   * Asked for, the overview is a result; otherwise it is what somebody needs who typed too little.
   */
  private int overview(CommandCatalog catalog) {
    (global.help() ? console.out() : console.err()).print(HelpText.overview(catalog));
    return global.help() ? ExitCodes.DONE : ExitCodes.USAGE;
  }

  private int help(CommandCatalog catalog, Optional<LoadedCommand> command, List<String> words) {
    console.out().print(HelpText.about(catalog, command, words));
    return ExitCodes.DONE;
  }

  private int run(LoadedCommand loaded, List<String> words, CommandContext context)
      throws InterruptedException {
    int nameLength = loaded.name().split(" ", -1).length;
    List<String> arguments = words.subList(nameLength, words.size());
    Optional<Command> quick = loaded.plugin().createQuickly(arguments);
    if (quick.isPresent()) {
      return quick.get().run(context);
    }
    Command command = loaded.plugin().create();
    // with the options of all commands among its targets, a reader also knows what is near to them
    new ArgumentReader("jetpack " + loaded.name(), command, new GlobalOptions()).read(arguments);
    return command.run(context);
  }
}
