package io.jetpack.cli.program;

import com.github.freva.asciitable.HorizontalAlign;
import io.jetpack.cli.Command;
import io.jetpack.cli.CommandPlugin;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.TextTable;
import java.util.List;

/** {@code jetpack plugins}. */
public final class PluginsPlugin implements CommandPlugin {

  @Override
  public String name() {
    return "plugins";
  }

  @Override
  public String purpose() {
    return "list all commands and where they come from";
  }

  @Override
  public String details() {
    return """
    A command is added by putting a jar into config/plugins of the home. The jar
    holds an io.jetpack.cli.CommandPlugin and names it in META-INF/services.\
    """;
  }

  @Override
  public Command create() {
    return context -> {
      List<List<String>> rows =
          ProgramContext.of(context).commands().all().stream()
              .map(command -> List.of(command.name(), command.origin(), command.purpose()))
              .toList();
      TextTable table =
          new TextTable(
              List.of(
                  new TextTable.Heading("COMMAND", HorizontalAlign.LEFT),
                  new TextTable.Heading("FROM", HorizontalAlign.LEFT),
                  new TextTable.Heading("PURPOSE", HorizontalAlign.LEFT)));
      context.console().out().print(table.text(rows));
      return ExitCodes.DONE;
    };
  }
}
