package io.jetpack.samples.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What {@value #CHECKS} warm Python checks add to the resident memory of the service: two services
 * side by side, both with the Bash samples, one with the Python checks besides.
 */
final class MemoryBenchmark {

  private static final int CHECKS = 20;
  private static final double LIMIT_MEGABYTES = 150;
  private static final int MOST_ROUNDS = 3;
  private static final String SETTINGS = "[healthcheck]\ninterval = \"10s\"\n";

  /** All checks have run ten times by then, and what the start left behind is given back. */
  private static final Duration WARMING_UP = Duration.ofSeconds(100);

  private static final int LOOKS = 10;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  private final Samples samples;
  private final Path launcher;
  private final Effort effort;

  MemoryBenchmark(Samples samples, Path launcher, Effort effort) {
    this.samples = samples;
    this.launcher = launcher;
    this.effort = effort;
  }

  Row measure() throws IOException, InterruptedException {
    int rounds = effort.equals(Effort.QUICK) ? 1 : Math.min(effort.rounds(), MOST_ROUNDS);
    List<Double> differences = new ArrayList<>();
    List<Double> privates = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      try (Service bare = service("bare" + round, List.of());
          Service warm = service("warm" + round, samples.manyPythonChecks(CHECKS))) {
        Thread.sleep(WARMING_UP);
        for (int look = 0; look < LOOKS; look++) {
          Thread.sleep(BETWEEN_LOOKS);
          ResidentMemory less = bare.memory();
          ResidentMemory more = warm.memory();
          without.add(less.megabytes());
          differences.add(more.megabytes() - less.megabytes());
          privates.add(more.anonymousMegabytes() - less.anonymousMegabytes());
        }
      }
    }
    String detail =
        String.format(
            Locale.ROOT,
            "service without Python %.0f MB, anonymous pages +%.0f MB",
            Median.of(without),
            Median.of(privates));
    return new Row(
        CHECKS + " warm Python checks, RSS", Median.of(differences), LIMIT_MEGABYTES, "MB", detail);
  }

  private Service service(String name, List<Path> pythonChecks) throws IOException {
    Path home = samples.scratch().resolve(name);
    Path checks = Files.createDirectories(home.resolve("config/healthcheck.d"));
    Files.writeString(home.resolve("config/jetpack.toml"), SETTINGS);
    List<Path> all = new ArrayList<>(samples.bash());
    all.addAll(pythonChecks);
    for (Path check : all) {
      Files.copy(check, checks.resolve(Samples.name(check)));
    }
    ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "healthcheck", "service");
    Map<String, String> environment = builder.environment();
    environment.putAll(samples.environment());
    environment.put("CYCLECLOUD_HOME", home.toString());
    builder.redirectErrorStream(true).redirectOutput(home.resolve("output").toFile());
    return new Service(builder.start(), home.resolve("output"));
  }

  /** A service that runs; closed, it ends. */
  private record Service(Process process, Path output) implements AutoCloseable {

    private static final int SECONDS_TO_END = 20;

    ResidentMemory memory() throws IOException {
      if (!process.isAlive()) {
        throw new IllegalStateException("the service ended: " + Files.readString(output));
      }
      return ResidentMemory.of(process.pid());
    }

    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
