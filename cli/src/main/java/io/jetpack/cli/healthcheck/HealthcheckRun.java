package io.jetpack.cli.healthcheck;

import com.beust.jcommander.Parameter;
import io.jetpack.cli.Command;
import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.Console;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.healthcheck.service.CheckEnvironment;
import io.jetpack.cli.healthcheck.service.CheckRunners;
import io.jetpack.cli.healthcheck.service.OneRound;
import io.jetpack.cli.node.settings.Settings;
import io.jetpack.healthcheck.CheckDirectory;
import io.jetpack.healthcheck.CheckResult;
import io.jetpack.healthcheck.CheckRunner;
import io.jetpack.healthcheck.CheckSettings;
import io.jetpack.healthcheck.VerdictPolicy;
import io.jetpack.healthcheck.scratch.ScratchPlaces;
import io.jetpack.runner.ScriptRunners;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs checks once and shows what they say. */
final class HealthcheckRun implements Command {

  private static final int MOST_PARALLEL = 256;
  private static final String PYTHON = "python";

  @Parameter(
      placeholder = "PATH",
      description =
          "a folder of checks, or a single script; without any, config/healthcheck.d of the home")
  private List<String> paths = new ArrayList<>();

  @Parameter(
      names = "--format",
      placeholder = "FORMAT",
      description = "text for people (the default), or json",
      order = 0)
  private ResultFormat format = ResultFormat.TEXT;

  @Parameter(
      names = "--parallel",
      placeholder = "N",
      description = "how many checks run at once (default: 'healthcheck.parallel', 4)",
      order = 1)
  private @Nullable String parallel;

  @Parameter(
      names = "--act",
      description =
          "then do once what the service would do: judge the built-ins too, and request the"
              + " termination of this node unless it is held",
      order = 2)
  private boolean act;

  @Override
  public int run(CommandContext context) throws InterruptedException {
    Settings settings = context.settings();
    int parallelism = parallel == null ? settings.parallel() : parallelism(parallel);
    if (act) {
      context.requireOwnRun();
    }
    try (ScriptRunners runners = CheckRunners.load(context, settings.runners())) {
      CheckDirectory directory =
          new CheckDirectory(runners, CheckSettings.DEFAULTS.withTimeLimit(settings.timeLimit()));
      Selection selection = Selection.of(paths, context.home().checks(), directory);
      getReady(runners, selection);
      CheckRunner runner =
          new CheckRunner(
              runners,
              settings.limits(),
              CheckEnvironment.of(context),
              ScratchPlaces.of(context.environment(), context.home().run()));
      List<CheckResult> results = results(runner, selection, parallelism, context.console());
      RunReport report =
          new RunReport(results, selection.skipped(), settings.plan().confirmDelay());
      show(report, context.console());
      if (act) {
        new OneRound(context, settings, runners, runner).act(results);
      }
      return exitCode(report);
    }
  }

  /** Python takes longer to start than anything else here, and can do that on another processor. */
  private static void getReady(ScriptRunners runners, Selection selection) {
    boolean python =
        selection.checks().stream()
            .anyMatch(check -> check.runtime().equals(PYTHON) && check.mistakes().isEmpty());
    if (python && runners.names().contains(PYTHON)) {
      runners.prepare(PYTHON);
    }
  }

  private static int parallelism(String text) {
    if (text.matches("\\d{1,3}")) {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= MOST_PARALLEL) {
        return number;
      }
    }
    throw CommandFailure.usage(
        "--parallel is '%s'; write a whole number from 1 to %d".formatted(text, MOST_PARALLEL));
  }

  private static List<CheckResult> results(
      CheckRunner runner, Selection selection, int parallelism, Console console)
      throws InterruptedException {
    try (Progress progress = Progress.of(selection.checks().size(), console)) {
      return runner.runAll(selection.checks(), parallelism, progress);
    }
  }

  private void show(RunReport report, Console console) {
    switch (format) {
      case TEXT ->
          console.out().print(ResultText.of(report, console.width(), console.colours(), act));
      case JSON -> console.out().print(ResultJson.of(report));
    }
  }

  private static int exitCode(RunReport report) {
    return switch (report.state()) {
      case HEALTHY -> ExitCodes.DONE;
      case UNKNOWN -> ExitCodes.FAILED;
      case TERMINATE -> VerdictPolicy.TERMINATE_CODE;
    };
  }
}
