package io.jetpack.cli.node;

import io.jetpack.healthcheck.RunLimits;
import io.jetpack.runner.RunnerSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What came of reading the operator's settings. */
public sealed interface SettingsReading {

  /** They are all right. */
  record Good(Settings settings) implements SettingsReading {}

  /**
   * They are not.
   *
   * @param mistakes each tells file, key, value and what to write instead
   */
  record Faulty(List<String> mistakes) implements SettingsReading {
    public Faulty {
      mistakes = List.copyOf(mistakes);
    }

    /** All mistakes as one message. */
    public String message() {
      return mistakes.size() == 1
          ? mistakes.getFirst()
          : "there are %d mistakes in the settings\n  %s"
              .formatted(mistakes.size(), String.join("\n  ", mistakes));
    }
  }

  /**
   * Reads the settings: the environment goes before the file, and the file before the defaults.
   *
   * @param file may be missing
   */
  static SettingsReading read(Path file, Map<String, String> environment) {
    SettingsSources sources = new SettingsSources();
    sources.readFile(file);
    sources.readEnvironment(environment);
    RunnerSettings defaults = RunnerSettings.defaults();
    List<String> batch = sources.value(Knobs.BATCH_COMMAND);
    Settings settings =
        new Settings(
            defaults
                .withBatchCommand(batch.isEmpty() ? defaults.batchCommand() : batch)
                .withWarmContexts(sources.value(Knobs.WARM_CONTEXTS)),
            new RunLimits(sources.value(Knobs.OUTPUT_LIMIT_BYTES), sources.value(Knobs.KILL_GRACE)),
            sources.value(Knobs.PARALLEL),
            sources.value(Knobs.TIMEOUT));
    List<String> mistakes = sources.mistakes();
    return mistakes.isEmpty() ? new Good(settings) : new Faulty(mistakes);
  }
}
