package io.jetpack.cli.healthcheck.validate;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.healthcheck.service.CheckEnvironment;
import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Rule;
import io.jetpack.cli.healthcheck.validate.rule.Source;
import io.jetpack.cli.healthcheck.validate.rule.Validation.Looked;
import io.jetpack.cli.healthcheck.validate.rule.Validation.Trial;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.settings.Settings;
import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.CheckResult;
import io.jetpack.healthcheck.CheckRunner;
import io.jetpack.healthcheck.Ending;
import io.jetpack.healthcheck.HealthState;
import io.jetpack.runner.Script.Language;
import io.jetpack.runner.ScriptRunners;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Runs checks as the service does, each in a home of its own, one after the other. */
final class Trials {

  private static final int MOST_NAMED = 3;

  private final CommandContext context;
  private final Settings settings;
  private final ScriptRunners runners;
  private final boolean twice;
  private final boolean terminate;
  private final List<String> notes = new ArrayList<>();

  /**
   * @param twice whether each runs a second time
   * @param terminate whether they are to end with 254
   */
  Trials(
      CommandContext context,
      Settings settings,
      ScriptRunners runners,
      boolean twice,
      boolean terminate) {
    this.context = context;
    this.settings = settings;
    this.runners = runners;
    this.twice = twice;
    this.terminate = terminate;
  }

  /** What could not be run, for people. */
  List<String> notes() {
    return notes;
  }

  /** The file with its runs, and what they showed. */
  Looked run(Source source, Looked looked) throws InterruptedException {
    Check check = source.check();
    if (!check.mistakes().isEmpty()) {
      return looked;
    }
    if (source.script().language() == Language.BATCH && !runners.canRunBatch()) {
      notes.add("'%s' was not run: this machine has no cmd.exe".formatted(check.name()));
      return looked;
    }
    List<Finding> findings = new ArrayList<>(looked.findings());
    List<Trial> trials = new ArrayList<>();
    try (ScratchHome scratch = ScratchHome.create(notes::add)) {
      CheckRunner runner =
          new CheckRunner(runners, settings.limits(), environment(scratch), scratch.places());
      CheckResult first = run(runner, check, trials);
      judge(source, first, findings);
      left(source, first, scratch, findings);
      if (first.state() == HealthState.UNKNOWN && first.ending() == Ending.EXITED) {
        elsewhere(source, scratch, runner, findings);
      }
      if (twice) {
        CheckResult second = run(runner, check, trials);
        compare(source, first, second, findings);
      }
    }
    return new Looked(looked.file(), looked.runtime(), looked.lines(), findings, trials);
  }

  private Map<String, String> environment(ScratchHome scratch) {
    Map<String, String> environment = new HashMap<>(CheckEnvironment.of(context));
    Home.move(environment, scratch.home());
    environment.put("TMPDIR", scratch.temporary().toString());
    return environment;
  }

  private static CheckResult run(CheckRunner runner, Check check, List<Trial> trials)
      throws InterruptedException {
    try (PeakMemory memory = PeakMemory.begin()) {
      CheckResult result = runner.run(check);
      OptionalLong told = result.record().peakMemoryBytes();
      trials.add(trial(result, told.isPresent() ? memory.bytes(told) : told));
      return result;
    }
  }

  private static Trial trial(CheckResult result, OptionalLong peakMemoryBytes) {
    return new Trial(
        result.state().label(),
        result.reason(),
        result.record().wallTime(),
        result.record().cpuTime(),
        peakMemoryBytes,
        result.record().stdout().text(),
        result.record().stderr().text());
  }

  private void judge(Source source, CheckResult result, List<Finding> findings) {
    String reason = result.reason().orElse("");
    if (terminate) {
      if (result.state() != HealthState.TERMINATE) {
        String ending = reason.isEmpty() ? result.state().label() : reason;
        findings.add(source.finding(Rule.RUN_EXPECTED_TERMINATE, 0, 0, "it did not: " + ending));
      }
      return;
    }
    switch (result.state()) {
      case HEALTHY -> {
        // as it should be
      }
      case TERMINATE ->
          findings.add(source.finding(Rule.RUN_TERMINATE, 0, 0, "exited 254: " + reason));
      case UNKNOWN -> {
        boolean exited = result.ending() == Ending.EXITED && !isTraceback(result);
        Rule rule = exited ? Rule.RUN_UNKNOWN : Rule.RUN_FAILED;
        findings.add(source.finding(rule, 0, 0, reason));
      }
    }
  }

  private static boolean isTraceback(CheckResult result) {
    return result.record().stderr().text().contains("Traceback (most recent call last):");
  }

  private static void left(
      Source source, CheckResult result, ScratchHome scratch, List<Finding> findings) {
    // what a check that had to be ended leaves is no fault of its own
    if (result.ending() == Ending.TIMED_OUT) {
      return;
    }
    List<String> strays = result.record().strays().stream().map(String::valueOf).toList();
    if (!strays.isEmpty()) {
      findings.add(source.finding(Rule.LEFT_PROCESSES, 0, 0, "left behind: " + named(strays)));
    }
    if (result.record().threads() > 0) {
      findings.add(
          source.finding(
              Rule.LEFT_THREADS, 0, 0, "%d left behind".formatted(result.record().threads())));
    }
    result
        .left()
        .ifPresent(left -> findings.add(source.finding(Rule.LEFT_FILES, 0, 0, "left: " + left)));
    List<String> files = scratch.leftInTemporary();
    if (!files.isEmpty()) {
      findings.add(source.finding(Rule.LEFT_FILES, 0, 0, "left in $TMPDIR: " + named(files)));
    }
  }

  private static String named(List<String> names) {
    String shown = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return names.size() > MOST_NAMED
        ? "%s and %d more".formatted(shown, names.size() - MOST_NAMED)
        : shown;
  }

  /**
   * A check that is well beside its own files only looks for them where nodes do not run it. It
   * gets copies, since it may do anything to its working directory.
   */
  private static void elsewhere(
      Source source, ScratchHome scratch, CheckRunner runner, List<Finding> findings)
      throws InterruptedException {
    Path folder = source.check().script().toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    Optional<Path> copy = scratch.copyOf(folder);
    if (copy.isPresent()
        && runner.runIn(copy.get(), source.check()).state() == HealthState.HEALTHY) {
      findings.add(
          source.finding(Rule.WORKING_DIRECTORY, 0, 0, "healthy in '%s' only".formatted(folder)));
    }
  }

  private static void compare(
      Source source, CheckResult first, CheckResult second, List<Finding> findings) {
    boolean same =
        first.state() == second.state()
            && first.ending() == second.ending()
            && first.exitCode().equals(second.exitCode());
    if (!same) {
      findings.add(
          source.finding(
              Rule.SECOND_RUN, 0, 0, "first %s, then %s".formatted(ending(first), ending(second))));
    }
  }

  private static String ending(CheckResult result) {
    return result
        .reason()
        .map(reason -> result.state().label() + " (" + reason + ")")
        .orElse(result.state().label());
  }
}
