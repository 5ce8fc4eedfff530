package io.jetpack.cli.converge.chef;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.converge.clusterinit.ScriptPlaces;
import io.jetpack.cli.converge.plan.LastLines;
import io.jetpack.cli.converge.plan.Spec;
import io.jetpack.cli.converge.plan.StepFailure;
import io.jetpack.cli.converge.plan.StepTime;
import io.jetpack.cli.converge.plan.Watcher;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.settings.Settings;
import io.jetpack.cli.node.tree.NodeFile;
import io.jetpack.cli.node.tree.NodeIdentity;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunners;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Runs Chef over what the specs bring, in local mode. */
public final class Chef {

  private static final String RUNNER = "process";
  private static final Duration WITHOUT_LIMIT = Duration.ofDays(36_500);

  /**
   * Chef ends its converge on SIGTERM, which may take long; nobody who interrupts wants to wait.
   */
  private static final Duration KILL_GRACE = Duration.ofSeconds(3);

  /** How long a run of Chef that somebody else has started is waited for. */
  private static final int LOCK_SECONDS = 600;

  private static final int TOLD_LINES = 10;

  private final CommandContext context;
  private final Settings settings;
  private final ScriptRunners runners;
  private final Watcher watcher;
  private final ChefFiles files;

  public Chef(CommandContext context, Settings settings, ScriptRunners runners, Watcher watcher) {
    this.context = context;
    this.settings = settings;
    this.runners = runners;
    this.watcher = watcher;
    Home home = context.home();
    this.files =
        new ChefFiles(
            ScriptPlaces.of(settings.converge().base(), home).system().resolve("chef"),
            home.logs().resolve("chef-client.log"));
  }

  /**
   * Runs it, where a spec has a cookbook.
   *
   * @param runList of the node, before those of the specs
   * @param folders where the specs lie
   * @return empty when Chef is not needed
   * @throws StepFailure when Chef is missing or fails
   */
  public Optional<ChefResult> run(
      List<Spec> specs, List<String> runList, Function<Spec, Path> folders)
      throws StepFailure, InterruptedException {
    List<String> all = new ArrayList<>(runList);
    specs.forEach(spec -> all.addAll(spec.runList()));
    try {
      if (!isNeeded(specs, folders)) {
        watcher.say(
            "no spec has a cookbook; Chef is not needed"
                + (all.isEmpty()
                    ? ""
                    : ", and of the run list nothing runs: " + String.join(", ", all)));
        return Optional.empty();
      }
      Path program = program();
      new ChefRepository(files.repository(), watcher).build(specs, folders);
      files.write(nodeName(), new NodeFile(context.home().nodeFile()).all(), all);
      ChefReport.clear(files.reports());
      Files.createDirectories(files.log().resolveSibling("."));
      if (Files.notExists(files.log())) {
        Files.writeString(files.log(), "", StandardOpenOption.CREATE);
      }
      watcher.say(
          "Executing Chef: %s, run list %s"
              .formatted(program, all.isEmpty() ? "empty" : String.join(", ", all)),
          ", output written to " + files.log());
      ScriptOutcome outcome;
      try (Watcher.Running _ = watcher.running("chef-client")) {
        outcome = runners.run(RUNNER, request(program));
      }
      return Optional.of(result(outcome));
    } catch (IOException e) {
      throw new StepFailure("Chef can not be prepared: " + IoReason.withFile(e));
    }
  }

  /**
   * Says that it does not run, where it would.
   *
   * @param folders where the specs lie
   */
  public void leaveOut(List<Spec> specs, Function<Spec, Path> folders) throws StepFailure {
    try {
      if (isNeeded(specs, folders)) {
        watcher.say("Chef is left out, though there are cookbooks");
      }
    } catch (IOException e) {
      throw new StepFailure(IoReason.withFile(e));
    }
  }

  private static boolean isNeeded(List<Spec> specs, Function<Spec, Path> folders)
      throws IOException {
    for (Spec spec : specs) {
      if (ChefRepository.hasCookbook(folders.apply(spec))) {
        return true;
      }
    }
    return false;
  }

  private Path program() throws StepFailure {
    Optional<Path> chosen = settings.converge().chefClient();
    if (chosen.isPresent()) {
      if (ChefPrograms.isProgram(chosen.get())) {
        return chosen.get();
      }
      throw missing(
          "'converge.chef_client' names '%s', which is no program".formatted(chosen.get()));
    }
    return ChefPrograms.find(context.environment())
        .orElseThrow(() -> missing("the specs have cookbooks and this machine has no Chef"));
  }

  private static StepFailure missing(String what) {
    return new StepFailure(
        ExitCodes.UNREACHABLE,
        what
            + "; install chef-client or cinc-client, name it by 'converge.chef_client', or give --skip-chef",
        Map.of("step", "chef"),
        List.of());
  }

  private String nodeName() {
    NodeIdentity identity = NodeIdentity.read(context.home());
    return identity.node().or(identity::instance).orElse("jetpack");
  }

  private ScriptRequest request(Path program) {
    Map<String, String> environment = new HashMap<>(context.environment());
    environment.put(Home.VARIABLE, context.home().directory().toString());
    List<String> arguments =
        List.of(
            "-z",
            "-c",
            files.configuration().toString(),
            "-j",
            files.attributes().toString(),
            "--no-fork",
            "--no-color",
            "-L",
            files.log().toString(),
            "-l",
            "info",
            "--run-lock-timeout",
            String.valueOf(LOCK_SECONDS));
    return new ScriptRequest(
        program,
        arguments,
        environment,
        files.chef(),
        WITHOUT_LIMIT,
        KILL_GRACE,
        0,
        true,
        Optional.of(files.log()),
        List.of());
  }

  private ChefResult result(ScriptOutcome outcome) throws StepFailure {
    Optional<ChefReport> report = ChefReport.read(files.reports());
    Duration time = outcome.record().wallTime();
    String resources =
        report
            .map(read -> "%d of %d resources updated".formatted(read.updated(), read.total()))
            .orElse("done");
    return switch (ChefEnding.of(outcome)) {
      case ChefEnding.Failed(int code, String words) -> throw failure(code, words, report);
      case ChefEnding.Done() when report.isPresent() && !report.get().success() ->
          throw failure(0, "its report says that it failed", report);
      case ChefEnding.Done() -> new ChefResult(step(resources, time), Optional.empty());
      case ChefEnding.Reboot(String words) -> {
        watcher.warn(words);
        yield new ChefResult(step(resources, time), Optional.of(words));
      }
    };
  }

  private StepTime step(String resources, Duration time) {
    watcher.say("Chef finished: " + resources);
    return new StepTime("chef", resources, time);
  }

  private StepFailure failure(int code, String words, Optional<ChefReport> report) {
    String exception = report.map(ChefReport::exception).orElse("");
    return new StepFailure(
        ExitCodes.FAILED,
        "Chef failed (return code: %d): %s; see '%s'"
            .formatted(code, exception.isEmpty() ? words : words + ": " + exception, files.log()),
        Map.of("step", "chef", "return_code", code, "output_file", files.log().toString()),
        LastLines.of(files.log(), TOLD_LINES));
  }
}
