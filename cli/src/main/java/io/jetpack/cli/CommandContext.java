package io.jetpack.cli;

import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.RunOwner;
import io.jetpack.cli.node.Settings;
import io.jetpack.cli.node.SettingsChoice;
import io.jetpack.cli.node.SettingsReading;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** What a command is given to work with. */
public final class CommandContext {

  private final Home home;
  private final Console console;
  private final Map<String, String> environment;
  private final CommandCatalog commands;
  private final boolean verbose;

  CommandContext(
      Home home,
      Console console,
      Map<String, String> environment,
      CommandCatalog commands,
      boolean verbose) {
    this.home = home;
    this.console = console;
    this.environment = environment;
    this.commands = commands;
    this.verbose = verbose;
  }

  /** The agent's home directory. */
  public Home home() {
    return home;
  }

  /**
   * Sees to it that what is about to be read and written in {@code run} is this node's.
   *
   * @throws CommandFailure when the service of another node uses it now
   */
  public void requireOwnRun() {
    RunOwner.elsewhere(home)
        .ifPresent(other -> {
          throw new CommandFailure(ExitCodes.FAILED, other.refusal(home));
        });
  }

  /** Where to write. */
  public Console console() {
    return console;
  }

  /** The environment of the program. */
  public Map<String, String> environment() {
    return environment;
  }

  /** Whether {@code --verbose} was given. */
  public boolean verbose() {
    return verbose;
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

  /**
   * The settings as far as they can be used, for those who have something to do that must not fail
   * because of a mistake in them: see {@link SettingsChoice}.
   */
  public SettingsChoice settingsToGoOnWith() {
    return SettingsChoice.toGoOnWith(home, environment);
  }

  /**
   * What the program and the jars of {@code config/plugins} offer of a kind. What can not be loaded
   * costs a warning.
   */
  public <T> List<T> services(Class<T> kind) {
    List<T> found = new ArrayList<>();
    for (ClassLoader loader : commands.loaders()) {
      Iterator<ServiceLoader.Provider<T>> providers =
          ServiceLoader.load(kind, loader).stream().iterator();
      try {
        while (providers.hasNext()) {
          ServiceLoader.Provider<T> provider = providers.next();
          // a jar's loader also finds what is built in
          if (loader.equals(CommandContext.class.getClassLoader())
              || Objects.equals(provider.type().getClassLoader(), loader)) {
            found.add(provider.get());
          }
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        console.warn("plugin '%s' can not be loaded: %s".formatted(loader, e.getMessage()));
      }
    }
    return found;
  }

  /** All commands of this program. */
  CommandCatalog commands() {
    return commands;
  }
}
