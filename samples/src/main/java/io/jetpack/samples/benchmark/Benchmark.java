package io.jetpack.samples.benchmark;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptRunners;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Measures and prints a table. What is over a limit is told there and fails nothing. */
public final class Benchmark {

  private final Samples samples;
  private final Path launcher;
  private final Effort effort;
  private final PrintStream out;

  private Benchmark(Samples samples, Path launcher, Effort effort, PrintStream out) {
    this.samples = samples;
    this.launcher = launcher;
    this.effort = effort;
    this.out = out;
  }

  /**
   * Measures everything.
   *
   * @param args the folder of the sample checks, a scratch folder, the {@code bin/jetpack} that is
   *     to be measured, and {@code quick} for fewer runs
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Samples samples = new Samples(Path.of(args[0]), Path.of(args[1]));
    Effort effort = List.of(args).contains("quick") ? Effort.QUICK : Effort.FULL;
    new Benchmark(samples, Path.of(args[2]), effort, System.out).run();
  }

  private void run() throws IOException, InterruptedException {
    out.println(Row.HEADING);
    // first, while nothing else of this benchmark holds memory
    out.println(new MemoryBenchmark(samples, launcher, effort).measure());
    try (ScriptRunners runners = ScriptRunners.load(RunnerSettings.defaults())) {
      Runs runs = new Runs(runners, samples);
      for (Path script : samples.bash()) {
        out.println(new BashBenchmark(runs, effort).measure(script));
      }
      for (PythonSample sample : samples.python()) {
        new PythonBenchmark(runs, effort).measure(sample).forEach(out::println);
      }
    }
  }
}
