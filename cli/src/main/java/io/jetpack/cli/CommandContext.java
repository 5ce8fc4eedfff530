package io.jetpack.cli;

import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.RunOwner;
import io.jetpack.cli.node.settings.Settings;
import io.jetpack.cli.node.settings.SettingsChoice;
import io.jetpack.cli.node.settings.SettingsReading;
import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptRunnerProvider;
import io.jetpack.runner.ScriptRunners;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a command is given to work with. */
public interface CommandContext {

  /** The agent's home directory. */
  Home home();

  /** Where to write. */
  Console console();

  /** The environment of the program. */
  Map<String, String> environment();

  /** Whether {@code --verbose} was given. */
  boolean verbose();

  /**
   * What the program and the jars of {@code config/plugins} offer of a kind. What cannot be loaded
   * costs a warning.
   */
  <T> List<T> services(Class<T> kind);

  /**
   * Opens what runs scripts: the runners of the program and those of plugin jars. A second one of a
   * name costs a warning. The caller closes it.
   */
  default ScriptRunners runners(RunnerSettings settings) {
    Map<String, ScriptRunnerProvider> byName = new LinkedHashMap<>();
    for (ScriptRunnerProvider provider : services(ScriptRunnerProvider.class)) {
      if (byName.putIfAbsent(provider.name(), provider) != null) {
        console()
            .warn(
                "the runner '%s' of %s is left out: there is one of that name already"
                    .formatted(provider.name(), provider.getClass().getName()));
      }
    }
    return new ScriptRunners(settings, byName.values());
  }

  /**
   * Sees to it that what is about to be read and written in {@code run} is this node's.
   *
   * @throws CommandFailure when the service of another node uses it now
   */
  default void requireOwnRun() {
    RunOwner.elsewhere(home())
        .ifPresent(other -> {
          throw new CommandFailure(ExitCodes.FAILED, other.refusal(home()));
        });
  }

  /**
   * Reads the operator's settings, anew at each call.
   *
   * @throws CommandFailure with all errors in them
   */
  default Settings settings() {
    return switch (SettingsReading.read(home().settingsFile(), environment())) {
      case SettingsReading.Good(Settings settings) -> settings;
      case SettingsReading.Faulty faulty ->
          throw new CommandFailure(ExitCodes.FAILED, faulty.message());
    };
  }

  /**
   * The settings as far as they can be used, for those who have something to do that must not fail
   * because of an error in them: see {@link SettingsChoice}.
   */
  default SettingsChoice settingsToGoOnWith() {
    return SettingsChoice.toGoOnWith(home(), environment());
  }
}
