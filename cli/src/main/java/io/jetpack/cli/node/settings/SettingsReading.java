package io.jetpack.cli.node.settings;

import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.NodeDirectories;
import io.jetpack.healthcheck.RunLimits;
import io.jetpack.healthcheck.service.ServicePlan;
import io.jetpack.runner.RunnerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** Another kind of file in the place of the settings has thousands. */
    private static final int MOST_SHOWN = 20;

    public Faulty {
      mistakes = List.copyOf(mistakes);
    }

    /** All mistakes as one message. */
    public String message() {
      return mistakes.size() == 1
          ? mistakes.getFirst()
          : "there are %d mistakes in the settings\n  %s"
              .formatted(mistakes.size(), String.join("\n  ", shown()));
    }

    /** As many as people read, and how many more there are. */
    List<String> shown() {
      if (mistakes.size() <= MOST_SHOWN) {
        return mistakes;
      }
      List<String> first = new ArrayList<>(mistakes.subList(0, MOST_SHOWN));
      first.add("and %d more".formatted(mistakes.size() - MOST_SHOWN));
      return first;
    }
  }

  /** The file of a home's settings, for those who watch it. */
  static GivenFile given(Home home) {
    return TomlFile.at(home.settingsFile());
  }

  /**
   * Reads the settings: the environment goes before the file, and the file before the defaults.
   *
   * @param file may be missing
   */
  static SettingsReading read(Path file, Map<String, String> environment) {
    return of(TomlFile.read(file), NodeDirectories.read(file, environment), environment);
  }

  /**
   * What comes of settings that were read before.
   *
   * @param file where they were, for messages
   * @param bytes what was there; empty for no file
   */
  static SettingsReading parse(Path file, Optional<byte[]> bytes, Map<String, String> environment) {
    TomlFile.Reading reading =
        bytes
            .map(there -> TomlFile.parse(file, there))
            .orElseGet(() -> new TomlFile.Reading.Values(List.of()));
    return of(reading, NodeDirectories.parse(bytes, environment), environment);
  }

  private static SettingsReading of(
      TomlFile.Reading file, NodeDirectories directories, Map<String, String> environment) {
    SettingsSources sources = new SettingsSources();
    sources.readFile(file);
    sources.readEnvironment(environment);
    requireDirectoriesOnTheirLines(sources, directories);
    RunnerSettings defaults = RunnerSettings.defaults();
    List<String> batch = sources.value(CheckKnobs.BATCH_COMMAND);
    Settings settings =
        new Settings(
            defaults
                .withBatchCommand(batch.isEmpty() ? defaults.batchCommand() : batch)
                .withWarmContexts(sources.value(CheckKnobs.WARM_CONTEXTS)),
            new RunLimits(
                sources.value(CheckKnobs.OUTPUT_LIMIT_BYTES), sources.value(CheckKnobs.KILL_GRACE)),
            sources.value(CheckKnobs.TIMEOUT),
            new ServicePlan(
                interval(sources, environment),
                sources.value(CheckKnobs.PARALLEL),
                sources.value(CheckKnobs.CONFIRM_DELAY),
                sources.value(CheckKnobs.REMINDER),
                sources.value(CheckKnobs.STRICT_PERMISSIONS)),
            sources.value(CheckKnobs.ACTION),
            sources.value(CheckKnobs.COMMAND),
            new Settings.Metrics(
                sources.value(CheckKnobs.METRICS_PORT), sources.value(CheckKnobs.METRICS_FILE)),
            new Settings.Metadata(
                sources.value(NodeKnobs.METADATA_PROVIDER),
                sources.value(NodeKnobs.METADATA_BASE),
                sources.value(NodeKnobs.METADATA_TIMEOUT),
                sources.value(NodeKnobs.METADATA_MAX_AGE)),
            new Settings.Log(
                sources.value(NodeKnobs.LOG_BYTES), sources.value(NodeKnobs.LOGS_KEPT)),
            new Settings.Outbox(
                sources.value(MessageKnobs.OUTBOX_MESSAGES),
                sources.value(MessageKnobs.OUTBOX_BYTES),
                sources.value(MessageKnobs.MESSAGE_BYTES),
                sources.value(MessageKnobs.KEEP_UNROUTABLE)),
            AmqpReading.read(sources),
            new Settings.Converge(
                sources.value(ConvergeKnobs.CONVERGE_BASE),
                sources.value(ConvergeKnobs.SCRIPT_TIMEOUT),
                sources.value(ConvergeKnobs.CHEF_CLIENT),
                new Settings.Fetch(
                    sources.value(ConvergeKnobs.FETCH_PARALLEL),
                    sources.value(ConvergeKnobs.FETCH_ATTEMPTS),
                    sources.value(ConvergeKnobs.FETCH_RETRY),
                    sources.value(ConvergeKnobs.FETCH_STALL))));
    List<String> mistakes = sources.mistakes();
    return mistakes.isEmpty() ? new Good(settings) : new Faulty(mistakes);
  }

  /** Whoever reads lines only must not take another directory than whoever reads TOML. */
  private static void requireDirectoriesOnTheirLines(
      SettingsSources sources, NodeDirectories read) {
    requireOnItsLine(sources, NodeKnobs.RUN, read.run());
    requireOnItsLine(sources, NodeKnobs.LOGS, read.logs());
  }

  private static void requireOnItsLine(
      SettingsSources sources, Knob<Optional<Path>> knob, Optional<Path> read) {
    // one that is no path is told already
    int before = sources.mistakes().size();
    if (!sources.value(knob).equals(read) && sources.mistakes().size() == before) {
      sources.mistake(
          knob,
          "is to be on a line of its own below [node], such as %s = \"/run/jetpack\", because bin/jetpack reads it, too"
              .formatted(knob.name()));
    }
  }

  /** What the file or our own variable says; else the unit's INTERVAL, which sites edit. */
  private static Duration interval(SettingsSources sources, Map<String, String> environment) {
    String minutes = environment.getOrDefault("INTERVAL", "").strip();
    if (sources.has(CheckKnobs.INTERVAL) || minutes.isEmpty()) {
      return sources.value(CheckKnobs.INTERVAL);
    }
    if (minutes.matches("[1-9]\\d{0,4}")) {
      return Duration.ofMinutes(Integer.parseInt(minutes));
    }
    sources.mistake(
        "environment: INTERVAL is '%s'; write whole minutes such as 10".formatted(minutes));
    return sources.value(CheckKnobs.INTERVAL);
  }
}
