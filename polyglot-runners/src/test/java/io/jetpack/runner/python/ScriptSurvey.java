package io.jetpack.runner.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptOutcome.Signalled;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** The sentences in which the Python half refuses native modules and fork. */
  private static final Pattern REFUSED =
      Pattern.compile(
          "No module named '(\\w+)': it needs native code"
              + "|(os\\.fork) is not to be had in the in-process Python");

  @TempDir private Path scratch;

  private record Case(Path script, List<String> arguments) {

    String line() {
      return (script + " " + String.join(" ", arguments)).strip();
    }
  }

  private record End(String code, String stdout, String stderr) {

    String lastWords() {
      return stderr.strip().lines().reduce((first, second) -> second).orElse("");
    }
  }

  private record Result(Case script, End expected, End actual) {

    boolean alike() {
      return expected.code().equals(actual.code());
    }

    /** Native code or fork, when the run in process was refused that by name. */
    Optional<String> refusal() {
      Matcher refused = REFUSED.matcher(actual.stderr());
      if (alike() || !refused.find()) {
        return Optional.empty();
      }
      return Optional.of(refused.group(1) != null ? refused.group(1) : refused.group(2));
    }

    String line() {
      return "%s: %s under python3, %s in process%n    %s%n"
          .formatted(script.line(), expected.code(), actual.code(), actual.lastWords());
    }
  }

  @Test
  void scripts_of_debian_packages_end_as_under_python3() throws Exception {
    String table = System.getProperty("jetpack.survey.table");
    String folder = System.getProperty("jetpack.survey.folder");
    assumeTrue(table != null && folder != null, "run .ci/survey");
    List<Result> results = results(cases(Path.of(table), Path.of(folder, "root")));
    List<Result> eligible = results.stream().filter(r -> r.refusal().isEmpty()).toList();
    long alike = eligible.stream().filter(Result::alike).count();
    String report = report(results, alike, eligible.size());
    Files.writeString(Path.of(folder, "report.txt"), report);
    Files.writeString(Path.of(folder, "outputs.txt"), outputs(results));
    assertThat(eligible).as("runs").isNotEmpty();
    assertThat(alike / (double) eligible.size()).as(report).isGreaterThanOrEqualTo(ALIKE_AT_LEAST);
  }

  private List<Result> results(List<Case> cases) throws Exception {
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
    return results;
  }

  private static String report(List<Result> results, long alike, int eligible) {
    StringBuilder report = new StringBuilder();
    report.append(
        "%d runs of %d scripts: %d end alike, %d are refused what they need, %d differ%n"
            .formatted(
                results.size(),
                results.stream().map(result -> result.script().script()).distinct().count(),
                alike,
                results.size() - eligible,
                eligible - alike));
    Map<String, List<Result>> refused = new TreeMap<>();
    for (Result result : results) {
      result
          .refusal()
          .ifPresent(what -> refused.computeIfAbsent(what, key -> new ArrayList<>()).add(result));
    }
    refused.forEach((what, those) -> {
      report.append("%nrefused %s: %d%n".formatted(what, those.size()));
      those.forEach(result -> report.append(result.line()));
    });
    report.append("%ndiffering: %d%n".formatted(eligible - alike));
    results.stream()
        .filter(result -> !result.alike() && result.refusal().isEmpty())
        .forEach(result -> report.append(result.line()));
    return report.toString();
  }

  /** What was printed where the exit codes are alike and the outputs are not: to be looked at. */
  private static String outputs(List<Result> results) {
    StringBuilder outputs = new StringBuilder();
    for (Result result : results) {
      End expected = result.expected();
      End actual = result.actual();
      boolean sameWords = expected.lastWords().equals(actual.lastWords());
      if (result.alike() && !(sameWords && expected.stdout().equals(actual.stdout()))) {
        outputs.append("%s%n".formatted(result.script().line()));
        if (!sameWords) {
          outputs.append(
              "  stderr: %s%n  stderr: %s%n".formatted(expected.lastWords(), actual.lastWords()));
        }
        if (!expected.stdout().equals(actual.stdout())) {
          outputs.append("  stdout differs%n".formatted());
        }
      }
    }
    return outputs.toString();
  }

  /** The table's lines whose script is there: package, path, arguments. */
  private static List<Case> cases(Path table, Path root) throws Exception {
    List<Case> cases = new ArrayList<>();
    for (String line : Files.readAllLines(table)) {
      List<String> fields = List.of(line.split("\t", -1));
      Path script = root.resolve(fields.get(1));
      if (Files.isRegularFile(script)) {
        cases.add(new Case(script, fields.subList(2, fields.size())));
      }
    }
    return cases;
  }

  private Result compared(ScriptRunner runner, Case script) throws Exception {
    End expected = underPython3(script, Files.createTempDirectory(scratch, "python3"));
    Path directory = Files.createTempDirectory(scratch, "in-process");
    ScriptOutcome outcome =
        runner.run(
            ScriptRequest.of(script.script(), directory)
                .withArguments(script.arguments())
                .withEnvironment(environment())
                .withTimeLimit(TIME_LIMIT));
    String code =
        switch (outcome) {
          case Exited exited -> String.valueOf(exited.code());
          case Signalled signalled -> String.valueOf(SIGNAL_BASE + signalled.signal());
          default -> outcome.getClass().getSimpleName();
        };
    End actual = new End(code, outcome.record().stdout().text(), outcome.record().stderr().text());
    return new Result(script, expected, actual);
  }

  private End underPython3(Case script, Path directory) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3", script.script().toString()));
    command.addAll(script.arguments());
    Path stdout = Files.createTempFile(scratch, "python3", ".out");
    Path stderr = Files.createTempFile(scratch, "python3", ".err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment());
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(stdout.toFile());
    builder.redirectError(stderr.toFile());
    Process process = builder.start();
    try {
      String code =
          process.waitFor(TIME_LIMIT.toSeconds(), TimeUnit.SECONDS)
              ? String.valueOf(process.exitValue())
              : "TimedOut";
      return new End(code, text(stdout), text(stderr));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(Path file) throws Exception {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private Map<String, String> environment() {
    return Map.of(
        "PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "HOME", scratch.toString(), "LC_ALL", "C.UTF-8");
  }
}
