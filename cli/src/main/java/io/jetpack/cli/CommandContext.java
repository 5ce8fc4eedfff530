package io.jetpack.cli;

import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.Settings;
import io.jetpack.cli.node.SettingsReading;
import java.util.Map;

/** What a command is given to work with. */
public final class CommandContext {

  private final Home home;
  private final Console console;
  private final Map<String, String> environment;
  private final CommandCatalog commands;

  CommandContext(
      Home home, Console console, Map<String, String> environment, CommandCatalog commands) {
    this.home = home;
    this.console = console;
    this.environment = environment;
    this.commands = commands;
  }

  /** The agent's home directory. */
  public Home home() {
    return home;
  }

  /** Where to write. */
  public Console console() {
    return console;
  }

  /** The environment of the program. */
  public Map<String, String> environment() {
    return environment;
  }

  /**
   * Reads the operator's settings, anew at each call.
   *
   * @throws CommandFailure with all mistakes in them
   */
  public Settings settings() {
    return switch (SettingsReading.read(home.settingsFile(), environment)) {
      case SettingsReading.Good(Settings settings) -> settings;
      case SettingsReading.Faulty faulty ->
          throw new CommandFailure(ExitCodes.FAILED, faulty.message());
    };
  }

  /** All commands of this program. */
  CommandCatalog commands() {
    return commands;
  }
}
