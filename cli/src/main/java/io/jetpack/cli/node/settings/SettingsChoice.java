package io.jetpack.cli.node.settings;

import io.jetpack.cli.node.Home;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The settings to go on with, also where those that were given cannot be used: then those that the
 * service accepted last, then the defaults. A variable of the environment that is wrong is left
 * out.
 *
 * @param settings can be used
 * @param basis where they are from, apart from the environment
 * @param fileProblem what is wrong with the file, so that it was not taken
 * @param environmentProblem what is wrong with the environment
 */
public record SettingsChoice(
    Settings settings,
    Basis basis,
    Optional<String> fileProblem,
    Optional<String> environmentProblem) {

  /** Our variables begin like that; so do some that are not settings. */
  private static final String OURS = "JETPACK_";

  /** The system unit's variable, which is a setting, too. */
  private static final String INTERVAL = "INTERVAL";

  /** Where settings are from. */
  public sealed interface Basis {

    /** For people, to be followed by "apply". */
    String text();

    /** The file, or that there is none. */
    record File() implements Basis {
      @Override
      public String text() {
        return "the settings that were read before";
      }
    }

    /** What was accepted last. */
    record Accepted(Instant at) implements Basis {
      @Override
      public String text() {
        return "the settings accepted at " + at.truncatedTo(ChronoUnit.SECONDS);
      }
    }

    /** Nothing that can be used was accepted before. */
    record Defaults() implements Basis {
      @Override
      public String text() {
        return "the defaults";
      }
    }
  }

  /** What is wrong with any of what was given, for people. */
  public Optional<String> problem() {
    return fileProblem.or(() -> environmentProblem);
  }

  /**
   * Chooses.
   *
   * @param file where settings are given
   * @param reading what was read there
   * @param kept what was accepted last
   * @param usable says what is wrong with settings that read well, if anything
   */
  public static SettingsChoice of(
      Path file,
      GivenFile.Reading reading,
      AcceptedFile.Kept kept,
      Map<String, String> environment,
      Function<Settings, Optional<String>> usable) {
    Trial trial = new Trial(file, environment, usable);
    Trial.Result given =
        switch (reading) {
          case GivenFile.Reading.Content content -> trial.of(Optional.of(content.bytes()));
          case GivenFile.Reading.Absent() -> trial.of(Optional.empty());
          case GivenFile.Reading.NoDirectory(String reason) -> Trial.Result.bad(reason);
          case GivenFile.Reading.Unreadable(String reason) -> Trial.Result.bad(reason);
        };
    if (given.settings().isPresent()) {
      return choice(given, new Basis.File(), Optional.empty());
    }
    if (kept instanceof AcceptedFile.Kept.Copy copy) {
      Trial.Result accepted = trial.of(Optional.of(copy.bytes()));
      if (accepted.settings().isPresent()) {
        return choice(accepted, new Basis.Accepted(copy.accepted()), given.problem());
      }
    }
    return choice(trial.of(Optional.empty()), new Basis.Defaults(), given.problem());
  }

  /**
   * Chooses for a command, which does not ask what the program offers.
   *
   * @param home one that was never made has no settings
   */
  public static SettingsChoice toGoOnWith(Home home, Map<String, String> environment) {
    if (SettingsReading.read(home.settingsFile(), environment)
        instanceof SettingsReading.Good good) {
      // what is usual costs no more than reading
      return new SettingsChoice(
          good.settings(), new Basis.File(), Optional.empty(), Optional.empty());
    }
    GivenFile file = SettingsReading.given(home);
    GivenFile.Reading reading = file.read();
    return of(
        file.path(),
        reading instanceof GivenFile.Reading.NoDirectory ? new GivenFile.Reading.Absent() : reading,
        AcceptedFile.of(home, file, environment).look(),
        environment,
        _ -> Optional.empty());
  }

  private static SettingsChoice choice(
      Trial.Result result, Basis basis, Optional<String> fileProblem) {
    Settings settings =
        result
            .settings()
            .orElseThrow(() ->
                // the program is not whole, for instance its jars are
                new IllegalStateException(
                    "not even the defaults can be used: " + result.problem().orElse("")));
    return new SettingsChoice(settings, basis, fileProblem, result.problem());
  }

  /** What comes of one file with the environment. */
  private record Trial(
      Path file, Map<String, String> environment, Function<Settings, Optional<String>> usable) {

    /**
     * @param settings empty where the file is at fault
     * @param problem of the file without settings, else of the environment
     */
    record Result(Optional<Settings> settings, Optional<String> problem) {
      static Result bad(String problem) {
        return new Result(Optional.empty(), Optional.of(problem));
      }
    }

    Result of(Optional<byte[]> bytes) {
      Attempt whole = attempt(bytes, environment);
      if (whole.faults().isEmpty()) {
        return new Result(whole.settings(), Optional.empty());
      }
      Attempt alone = attempt(bytes, Map.of());
      if (!alone.faults().isEmpty()) {
        return Result.bad(alone.text());
      }
      Attempt rest = withoutWrong(bytes, whole);
      return new Result(
          rest.faults().isEmpty() ? rest.settings() : alone.settings(), Optional.of(whole.text()));
    }

    /** Leaves out each variable without which it is better. */
    private Attempt withoutWrong(Optional<byte[]> bytes, Attempt whole) {
      Map<String, String> right = new TreeMap<>(environment);
      right.keySet().removeIf(name -> !name.startsWith(OURS) && !name.equals(INTERVAL));
      Attempt best = whole;
      boolean better = true;
      // what is unusable shows only when the rest is right
      while (better) {
        better = false;
        for (String name : List.copyOf(right.keySet())) {
          Map<String, String> rest = new TreeMap<>(right);
          rest.remove(name);
          Attempt without = attempt(bytes, rest);
          if (without.badness() < best.badness()) {
            right = rest;
            best = without;
            better = true;
          }
        }
      }
      return best;
    }

    private record Attempt(Optional<Settings> settings, List<String> faults) {
      String text() {
        return String.join(" | ", new SettingsReading.Faulty(faults).shown());
      }

      int badness() {
        return settings.isEmpty() ? 2 * faults.size() : faults.size();
      }
    }

    private Attempt attempt(Optional<byte[]> bytes, Map<String, String> variables) {
      return switch (SettingsReading.parse(file, bytes, variables)) {
        case SettingsReading.Faulty(List<String> faults) -> new Attempt(Optional.empty(), faults);
        case SettingsReading.Good(Settings settings) ->
            new Attempt(
                Optional.of(settings),
                usable
                    .apply(settings)
                    // by itself it can only be the file
                    .map(fault -> variables.isEmpty() ? "%s: %s".formatted(file, fault) : fault)
                    .stream()
                    .toList());
      };
    }
  }
}
