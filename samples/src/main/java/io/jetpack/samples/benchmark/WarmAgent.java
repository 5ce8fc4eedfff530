package io.jetpack.samples.benchmark;

import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.CheckDirectory;
import io.jetpack.healthcheck.CheckListener;
import io.jetpack.healthcheck.CheckListing;
import io.jetpack.healthcheck.CheckResult;
import io.jetpack.healthcheck.CheckRunner;
import io.jetpack.healthcheck.CheckSettings;
import io.jetpack.healthcheck.RunLimits;
import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptRunners;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An agent that has run its checks for a while, and then tells how much memory it holds. */
public final class WarmAgent {

  private WarmAgent() {}

  /**
   * Runs the checks and prints the memory.
   *
   * @param args the folder of the sample checks, of which the Bash ones are run; a scratch folder;
   *     how often to run everything; folders of further checks
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Samples samples = new Samples(Path.of(args[0]), Path.of(args[1]));
    try (ScriptRunners runners = ScriptRunners.load(RunnerSettings.defaults())) {
      CheckDirectory directory = new CheckDirectory(runners, CheckSettings.DEFAULTS);
      List<Check> checks = new ArrayList<>();
      samples.bash().forEach(script -> checks.add(directory.check(script)));
      for (String folder : List.of(args).subList(3, args.length)) {
        if (directory.list(Path.of(folder))
            instanceof CheckListing.Listed(var found, var ignored)) {
          checks.addAll(found);
        }
      }
      CheckRunner runner = new CheckRunner(runners, RunLimits.DEFAULTS, samples.environment());
      for (int i = 0; i < Integer.parseInt(args[2]); i++) {
        List<CheckResult> ignored =
            runner.runAll(checks, CheckRunner.DEFAULT_PARALLELISM, CheckListener.SILENT);
      }
      System.gc();
      System.out.println(ResidentMemory.ofThisProcess());
    }
  }
}
