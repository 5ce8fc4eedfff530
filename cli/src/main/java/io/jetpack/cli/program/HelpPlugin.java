package io.jetpack.cli.program;

import com.beust.jcommander.Parameter;
import io.jetpack.cli.Command;
import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandPlugin;
import io.jetpack.cli.ExitCodes;
import java.util.ArrayList;
import java.util.List;

/** {@code jetpack help}. */
public final class HelpPlugin implements CommandPlugin {

  @Override
  public String name() {
    return "help";
  }

  @Override
  public String purpose() {
    return "tell what there is, or how to use a command";
  }

  @Override
  public Command create() {
    return new HelpCommand();
  }

  private static final class HelpCommand implements Command {

    @Parameter(placeholder = "COMMAND", description = "the command's name, one or several words")
    private List<String> words = new ArrayList<>();

    @Override
    public int run(CommandContext context) {
      CommandCatalog commands = ProgramContext.of(context).commands();
      String text =
          words.isEmpty()
              ? HelpText.overview(commands)
              : HelpText.about(commands, commands.find(words), words);
      context.console().out().print(text);
      return ExitCodes.DONE;
    }
  }
}
