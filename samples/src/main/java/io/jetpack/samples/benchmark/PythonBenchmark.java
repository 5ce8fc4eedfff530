package io.jetpack.samples.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A warm run in process, what cleans up after it included, against python3 with the same file. Both
 * sides take turns, so that what else the machine does hits both.
 */
final class PythonBenchmark {

  private record Cost(double wallMilliseconds, double cpuMilliseconds) {}

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final Runs runs;
  private final Effort effort;

  PythonBenchmark(Runs runs, Effort effort) {
    this.runs = runs;
    this.effort = effort;
  }

  List<Row> measure(PythonSample sample) throws InterruptedException {
    Cost warm = inProcess(sample, effort.warmUpRuns());
    int batch = (int) Math.max(10, effort.batch().toMillis() / warm.wallMilliseconds());
    List<Double> walls = new ArrayList<>();
    List<Double> wallRatios = new ArrayList<>();
    List<Double> cpus = new ArrayList<>();
    List<Double> cpuRatios = new ArrayList<>();
    for (int round = 0; round < effort.rounds(); round++) {
      Cost ours = inProcess(sample, batch);
      Cost python3 = python3(sample, effort.runsPerRound());
      walls.add(ours.wallMilliseconds());
      wallRatios.add(ours.wallMilliseconds() / python3.wallMilliseconds());
      cpus.add(ours.cpuMilliseconds());
      cpuRatios.add(ours.cpuMilliseconds() / python3.cpuMilliseconds());
    }
    return List.of(
        row(sample, "wall", Median.of(walls), Median.of(wallRatios)),
        row(sample, "CPU", Median.of(cpus), Median.of(cpuRatios)));
  }

  private static Row row(PythonSample sample, String of, double milliseconds, double ratio) {
    String detail =
        String.format(Locale.ROOT, "%.2f ms, python3 %.1f ms", milliseconds, milliseconds / ratio);
    return new Row(sample.name() + " " + of, ratio, sample.limit(), "of py3", detail);
  }

  /** The cost of one run, with all that the JVM does meanwhile, and with the script's children. */
  private Cost inProcess(PythonSample sample, int count) throws InterruptedException {
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    Duration scripts = Duration.ZERO;
    for (int i = 0; i < count; i++) {
      scripts =
          scripts.plus(runs.run(Runs.IN_PROCESS, sample.script()).cpuTime().orElse(Duration.ZERO));
    }
    double wall = (System.nanoTime() - start) / 1e6;
    double ours = (system.getProcessCpuTime() - cpu) / 1e6;
    // what the runner tells is the script's thread and its children, and the JVM knows no children
    return new Cost(wall / count, Math.max(ours, scripts.toNanos() / 1e6) / count);
  }

  private Cost python3(PythonSample sample, int count) throws InterruptedException {
    List<Double> walls = new ArrayList<>();
    List<Double> cpus = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      Duration cpu = runs.run(Runs.AS_PROCESS, sample.forPython3()).cpuTime().orElse(Duration.ZERO);
      walls.add((System.nanoTime() - start) / 1e6);
      cpus.add(cpu.toNanos() / 1e6);
    }
    return new Cost(Median.of(walls), Median.of(cpus));
  }
}
