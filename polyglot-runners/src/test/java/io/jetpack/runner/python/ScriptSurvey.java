package io.jetpack.runner.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptOutcome.Signalled;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real scripts, under {@code python3} and in process. No test of the build, because it needs
 * packages from the network: {@code .ci/survey} fetches them and runs it.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ScriptSurvey {

  private static final double ALIKE_AT_LEAST = 0.99;
  private static final int AT_A_TIME = 2;
  private static final Duration TIME_LIMIT = Duration.ofSeconds(60);
  private static final int SIGNAL_BASE = 128;

  @TempDir private Path scratch;

  private record Case(Path script, List<String> arguments) {}

  private record Result(Case script, String expected, String actual, String stderr) {

    boolean alike() {
      return expected.equals(actual);
    }

    String difference() {
      return "%s %s: %s under python3, %s in process%n    %s%n"
          .formatted(
              script.script(),
              String.join(" ", script.arguments()),
              expected,
              actual,
              stderr.strip().lines().reduce((first, second) -> second).orElse(""));
    }
  }

  @Test
  void scripts_of_debian_packages_end_as_under_python3() throws Exception {
    String table = System.getProperty("jetpack.survey.table");
    String folder = System.getProperty("jetpack.survey.folder");
    assumeTrue(table != null && folder != null, "run .ci/survey");
    List<Case> cases = cases(Path.of(table), Path.of(folder, "root"));
    List<Result> results = new ArrayList<>();
    try (ScriptRunner runner =
            new PythonRunnerProvider().open(RunnerSettings.defaults().withWarmContexts(AT_A_TIME));
        ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME)) {
      List<Callable<Result>> tasks = new ArrayList<>();
      for (Case script : cases) {
        tasks.add(() -> compared(runner, script));
      }
      for (Future<Result> result : workers.invokeAll(tasks)) {
        results.add(result.get());
      }
    }
    long alike = results.stream().filter(Result::alike).count();
    StringBuilder report = new StringBuilder();
    report.append("%d of %d scripts end alike%n".formatted(alike, results.size()));
    results.stream().filter(result -> !result.alike()).forEach(r -> report.append(r.difference()));
    Files.writeString(Path.of(folder, "report.txt"), report);
    assertThat(results).as("scripts").isNotEmpty();
    assertThat(alike / (double) results.size())
        .as(report.toString())
        .isGreaterThanOrEqualTo(ALIKE_AT_LEAST);
  }

  /** The table's lines whose script is there: package, path, arguments. */
  private static List<Case> cases(Path table, Path root) throws Exception {
    List<Case> cases = new ArrayList<>();
    for (String line : Files.readAllLines(table)) {
      List<String> fields = List.of(line.split("\t"));
      Path script = root.resolve(fields.get(1));
      if (Files.isRegularFile(script)) {
        cases.add(new Case(script, fields.subList(2, fields.size())));
      }
    }
    return cases;
  }

  private Result compared(ScriptRunner runner, Case script) throws Exception {
    String expected = underPython3(script, Files.createTempDirectory(scratch, "python3"));
    Path directory = Files.createTempDirectory(scratch, "in-process");
    ScriptOutcome outcome =
        runner.run(
            ScriptRequest.of(script.script(), directory)
                .withArguments(script.arguments())
                .withEnvironment(environment())
                .withTimeLimit(TIME_LIMIT));
    String actual =
        switch (outcome) {
          case Exited exited -> String.valueOf(exited.code());
          case Signalled signalled -> String.valueOf(SIGNAL_BASE + signalled.signal());
          default -> outcome.toString();
        };
    return new Result(script, expected, actual, outcome.record().stderr().text());
  }

  private String underPython3(Case script, Path directory) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3", script.script().toString()));
    command.addAll(script.arguments());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment());
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try {
      return process.waitFor(TIME_LIMIT.toSeconds(), TimeUnit.SECONDS)
          ? String.valueOf(process.exitValue())
          : "timed out";
    } finally {
      process.destroyForcibly();
    }
  }

  private Map<String, String> environment() {
    return Map.of(
        "PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "HOME", scratch.toString(), "LC_ALL", "C.UTF-8");
  }
}
