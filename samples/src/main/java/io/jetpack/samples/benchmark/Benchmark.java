package io.jetpack.samples.benchmark;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptRunners;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
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
   *     to be measured, {@code quick} for fewer runs, and {@code way} for nothing but the row of
   *     the way in which this JVM starts processes
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Samples samples = new Samples(Path.of(args[0]), Path.of(args[1]));
    Effort effort = List.of(args).contains("quick") ? Effort.QUICK : Effort.FULL;
    Benchmark benchmark = new Benchmark(samples, Path.of(args[2]), effort, System.out);
    if (List.of(args).contains("way")) {
      benchmark.measureWay();
    } else {
      benchmark.run();
    }
  }

  private void measureWay() throws IOException, InterruptedException {
    Path script = Files.writeString(samples.scratch().resolve("nothing.sh"), "exit 0\n");
    try (ScriptRunners runners = ScriptRunners.load(RunnerSettings.defaults())) {
      out.println(new BashBenchmark(new Runs(runners, samples), effort).ratio("start", script));
    }
    out.println("  " + ScriptRunners.aboutThisMachine().get(Runs.AS_PROCESS));
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
