package io.jetpack.cli.healthcheck.validate;

import com.beust.jcommander.Parameter;
import io.jetpack.cli.Command;
import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.Console;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.healthcheck.validate.look.ScriptRules;
import io.jetpack.cli.healthcheck.validate.report.GithubReport;
import io.jetpack.cli.healthcheck.validate.report.JsonReport;
import io.jetpack.cli.healthcheck.validate.report.JunitReport;
import io.jetpack.cli.healthcheck.validate.report.TextReport;
import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Severity;
import io.jetpack.cli.healthcheck.validate.rule.Source;
import io.jetpack.cli.healthcheck.validate.rule.Validation;
import io.jetpack.cli.healthcheck.validate.rule.Validation.Looked;
import io.jetpack.cli.node.settings.Settings;
import io.jetpack.healthcheck.CheckDirectory;
import io.jetpack.healthcheck.CheckSettings;
import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptRunners;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at checks, runs them when asked to, and shows what is to be mended. */
final class ValidateCommand implements Command {

  @Parameter(
      placeholder = "PATH",
      description =
          "a script, a folder of checks or a cluster-init project; without any,"
              + " config/healthcheck.d of the home")
  private List<String> paths = new ArrayList<>();

  @Parameter(
      names = "--format",
      placeholder = "FORMAT",
      description = "text for people (the default), json, junit, or github for workflow commands",
      order = 0)
  private ReportFormat format = ReportFormat.TEXT;

  @Parameter(
      names = "--fail-on",
      placeholder = "SEVERITY",
      description = "which findings make the exit code 1: error (the default), or warning",
      order = 1)
  private Severity failOn = Severity.ERROR;

  @Parameter(
      names = "--run",
      description = "run each check once, too, in a scratch home as the service does",
      order = 2)
  private boolean run;

  @Parameter(
      names = "--twice",
      description = "with --run: run each check a second time and compare",
      order = 3)
  private boolean twice;

  @Parameter(
      names = "--expect",
      placeholder = "ENDING",
      description = "with --run: terminate, when the checks should end with 254 here",
      order = 4)
  private @Nullable Expectation expect;

  @Override
  public int run(CommandContext context) throws InterruptedException {
    if (!run && (twice || expect != null)) {
      throw CommandFailure.usage(
          "'%s' needs '--run': without it nothing is run"
              .formatted(twice ? "--twice" : "--expect"));
    }
    long start = System.nanoTime();
    Settings settings = context.settings();
    try (ScriptRunners runners = context.runners(settings.runners());
        ScriptRunners nodes = context.runners(ofANode(settings))) {
      CheckSettings defaults = CheckSettings.DEFAULTS.withTimeLimit(settings.timeLimit());
      Targets targets =
          Targets.of(paths, context.home().checks(), new CheckDirectory(nodes, defaults));
      Validation found = validate(context, settings, runners, targets, start);
      show(found, context.console());
      return found.fails(failOn) ? ExitCodes.FAILED : ExitCodes.DONE;
    }
  }

  /** A node with Windows runs batch files, whatever runs this. */
  private static RunnerSettings ofANode(Settings settings) {
    return settings.runners().withBatchCommand(List.of("cmd.exe", "/d", "/c"));
  }

  private Validation validate(
      CommandContext context, Settings settings, ScriptRunners runners, Targets targets, long start)
      throws InterruptedException {
    Map<Path, Looked> files = new LinkedHashMap<>();
    targets.findings().forEach(finding -> add(files, finding));
    List<Source> sources = new ArrayList<>();
    for (Targets.Target target : targets.scripts()) {
      switch (Reading.of(target)) {
        case Reading.Good(Source source) -> sources.add(source);
        case Reading.Bad(Finding finding) -> add(files, finding);
      }
    }
    ScriptRules rules = new ScriptRules(runners, context.environment());
    List<List<Finding>> findings = rules.look(sources);
    List<String> notes = new ArrayList<>(rules.notes());
    Trials trials = new Trials(context, settings, runners, twice, expect != null);
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      Looked looked =
          new Looked(
              source.check().script(),
              source.check().runtime(),
              source.lines(),
              findings.get(i),
              List.of());
      boolean runs = run && source.role() == Source.Role.CHECK;
      files.merge(looked.file(), runs ? trials.run(source, looked) : looked, Looked::plus);
    }
    notes.addAll(trials.notes());
    return new Validation(
        List.copyOf(files.values()),
        targets.skipped(),
        notes,
        Duration.ofNanos(System.nanoTime() - start));
  }

  private static void add(Map<Path, Looked> files, Finding finding) {
    Looked looked = new Looked(finding.file(), "", List.of(), List.of(finding), List.of());
    files.merge(finding.file(), looked, Looked::plus);
  }

  private void show(Validation found, Console console) {
    String text =
        switch (format) {
          case TEXT -> TextReport.of(found, console.width(), console.colours());
          case JSON -> JsonReport.of(found);
          case JUNIT -> JunitReport.of(found);
          case GITHUB -> GithubReport.of(found);
        };
    console.out().print(text);
    if (format != ReportFormat.TEXT) {
      found.notes().forEach(console::warn);
    }
  }
}
