package io.jetpack.cli.healthcheck.status;

import com.beust.jcommander.Parameter;
import io.jetpack.cli.Command;
import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.Console;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.node.settings.SettingsChoice;

/** Lists what the service would run, also where the settings do not read. */
final class ListCommand implements Command {

  @Parameter(names = "--json", description = "print JSON for machines", order = 0)
  private boolean json;

  @Override
  public int run(CommandContext context) {
    SettingsChoice choice = context.settingsToGoOnWith();
    choice
        .problem()
        .ifPresent(reason ->
            context
                .console()
                .warn(reason + "; a service goes on with what can be used, as this list does"));
    Inventory inventory =
        switch (Inventory.of(context, choice.settings())) {
          case Inventory.Look.Good(Inventory found) -> found;
          case Inventory.Look.Unlistable(String reason) ->
              throw new CommandFailure(
                  ExitCodes.FAILED,
                  reason
                      + "; the service runs what lies there, so make it, or name another home by"
                      + " --home");
        };
    Console console = context.console();
    console
        .out()
        .print(
            json
                ? InventoryJson.of(inventory)
                : new InventoryText(inventory).text(console.width(), console.colours()));
    return ExitCodes.DONE;
  }
}
