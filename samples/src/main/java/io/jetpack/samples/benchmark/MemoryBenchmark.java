package io.jetpack.samples.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@value #CHECKS} warm Python checks add to the resident memory of the agent. */
final class MemoryBenchmark {

  private static final int CHECKS = 20;
  private static final double LIMIT_MEGABYTES = 150;
  private static final int MOST_ROUNDS = 3;

  private final Samples samples;
  private final Effort effort;

  MemoryBenchmark(Samples samples, Effort effort) {
    this.samples = samples;
    this.effort = effort;
  }

  Row measure() throws IOException, InterruptedException {
    Path checks = samples.manyPythonChecks(CHECKS);
    List<Double> differences = new ArrayList<>();
    List<Double> privates = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    for (int round = 0; round < Math.min(effort.rounds(), MOST_ROUNDS); round++) {
      ResidentMemory bare = inNewJvm(List.of());
      ResidentMemory warm = inNewJvm(List.of(checks.toString()));
      without.add(bare.megabytes());
      differences.add(warm.megabytes() - bare.megabytes());
      privates.add(warm.anonymousMegabytes() - bare.anonymousMegabytes());
      if (effort.equals(Effort.QUICK)) {
        break;
      }
    }
    String detail =
        String.format(
            Locale.ROOT,
            "agent without Python %.0f MB, anonymous pages +%.0f MB",
            Median.of(without),
            Median.of(privates));
    return new Row(
        CHECKS + " warm Python checks, RSS", Median.of(differences), LIMIT_MEGABYTES, "MB", detail);
  }

  /** Starts a JVM like this one, and reads what it says of itself. */
  private ResidentMemory inNewJvm(List<String> folders) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(
        List.of(
            WarmAgent.class.getName(),
            samples.checks().toString(),
            samples.scratch().toString(),
            "" + effort.warmUpRuns() / 10));
    words.addAll(folders);
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    process.getOutputStream().close();
    String text;
    try (InputStream out = process.getInputStream()) {
      text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the agent that was to be weighed failed: " + text);
    }
    return ResidentMemory.parse(text);
  }
}
