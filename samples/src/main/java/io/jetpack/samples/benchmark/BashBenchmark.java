package io.jetpack.samples.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A Bash script run by the agent, against {@code bash file} started by something that is no JVM:
 * hyperfine where it is installed, else a loop in Bash.
 */
final class BashBenchmark {

  private static final double LIMIT_MILLISECONDS = 4;
  private static final double LIMIT_RATIO = 3;
  private static final int WARM_UP_RUNS = 20;
  private static final Path HYPERFINE = Path.of("/usr/bin/hyperfine");

  private static final String LOOP =
      "for ((i = 0; i < $2; i++)); do start=${EPOCHREALTIME/[.,]/}; bash \"$1\" >/dev/null 2>&1"
          + " </dev/null; echo $(( ${EPOCHREALTIME/[.,]/} - start )); done";

  private static final Pattern TIMES = Pattern.compile("\"times\": \\[([^]]*)]");
  private static final Pattern NUMBER = Pattern.compile("[0-9][0-9.e-]*");

  private final Runs runs;
  private final Effort effort;

  BashBenchmark(Runs runs, Effort effort) {
    this.runs = runs;
    this.effort = effort;
  }

  /** How much longer the agent takes. */
  Row measure(Path script) throws IOException, InterruptedException {
    Pair pair = both(script);
    return new Row(
        Samples.name(script) + " over bash",
        pair.agent() - pair.bash(),
        LIMIT_MILLISECONDS,
        "ms",
        pair.detail());
  }

  /** How many times as long the agent takes. */
  Row ratio(String what, Path script) throws IOException, InterruptedException {
    Pair pair = both(script);
    return new Row(what, pair.agent() / pair.bash(), LIMIT_RATIO, "", pair.detail());
  }

  /** Milliseconds of a run. */
  private record Pair(double agent, double bash) {
    String detail() {
      return String.format(Locale.ROOT, "%.1f ms, bash %.1f ms", agent, bash);
    }
  }

  private Pair both(Path script) throws IOException, InterruptedException {
    for (int i = 0; i < WARM_UP_RUNS; i++) {
      double ignored = runs.milliseconds(Runs.AS_PROCESS, script);
    }
    List<Double> agents = new ArrayList<>();
    List<Double> differences = new ArrayList<>();
    for (int round = 0; round < effort.rounds(); round++) {
      double bash = Median.of(withoutJvm(script));
      double agent = Median.of(byTheAgent(script));
      agents.add(agent);
      differences.add(agent - bash);
    }
    double agent = Median.of(agents);
    return new Pair(agent, agent - Median.of(differences));
  }

  private List<Double> byTheAgent(Path script) throws InterruptedException {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < effort.runsPerRound(); i++) {
      times.add(runs.milliseconds(Runs.AS_PROCESS, script));
    }
    return times;
  }

  private List<Double> withoutJvm(Path script) throws IOException, InterruptedException {
    return Files.isExecutable(HYPERFINE) ? byHyperfine(script) : byLoop(script);
  }

  private List<Double> byHyperfine(Path script) throws IOException, InterruptedException {
    Path json = runs.samples().scratch().resolve("hyperfine.json");
    String ignored =
        output(
            List.of(
                HYPERFINE.toString(),
                "--shell=none",
                "--ignore-failure",
                "--style=none",
                "--runs=" + effort.runsPerRound(),
                "--export-json=" + json,
                "bash '" + script + "'"));
    String seconds =
        TIMES
            .matcher(Files.readString(json))
            .results()
            .map(found -> found.group(1))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("hyperfine wrote no times"));
    return numbers(seconds).stream().map(number -> number * 1e3).toList();
  }

  private List<Double> byLoop(Path script) throws IOException, InterruptedException {
    List<String> words =
        List.of("bash", "-c", LOOP, "bash", script.toString(), "" + effort.runsPerRound());
    return numbers(output(words)).stream().map(microseconds -> microseconds / 1e3).toList();
  }

  private String output(List<String> words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(runs.samples().environment());
    Process process = builder.start();
    process.getOutputStream().close();
    String text;
    try (InputStream out = process.getInputStream()) {
      text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException(words + " failed: " + text);
    }
    return text;
  }

  private static List<Double> numbers(String text) {
    return NUMBER.matcher(text).results().map(MatchResult::group).map(Double::valueOf).toList();
  }
}
