package io.jetpack.cli.install;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The programs of the system that an installation calls: useradd, visudo, systemctl. */
final class Tools implements AutoCloseable {

  /**
   * How a program ended.
   *
   * @param words what it said last, for people; never empty when it failed
   */
  record Ending(boolean succeeded, String out, String words) {}

  private static final String RUNNER = "process";

  /** The service may take this long to stop and to start. */
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Where they are, whatever PATH somebody has. */
  private static final String SYSTEM_PATH = "/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin";

  private final ScriptRunners runners = ScriptRunners.load(RunnerSettings.defaults());
  private final Map<String, String> environment;

  /**
   * @param environment of the program
   */
  Tools(Map<String, String> environment) {
    this.environment = new HashMap<>(environment);
    this.environment.merge("PATH", SYSTEM_PATH, (path, more) -> path + ":" + more);
    this.environment.put("LC_ALL", "C.UTF-8");
  }

  boolean has(String program) {
    return find(program).isPresent();
  }

  private Optional<Path> find(String program) {
    if (program.contains("/")) {
      return Optional.of(Path.of(program));
    }
    for (String folder : environment.getOrDefault("PATH", SYSTEM_PATH).split(":", -1)) {
      Path path = Path.of(folder.isEmpty() ? "." : folder, program);
      if (Files.isRegularFile(path) && Files.isExecutable(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  /**
   * Runs a program to its end.
   *
   * @param program a path, or a name on the PATH
   */
  Ending run(String program, String... arguments) throws InterruptedException {
    Optional<Path> path = find(program);
    if (path.isEmpty()) {
      return new Ending(false, "", "there is no program '%s'".formatted(program));
    }
    ScriptRequest request =
        new ScriptRequest(
            path.get(),
            List.of(arguments),
            environment,
            Path.of("/"),
            LIMIT,
            ScriptRequest.DEFAULT_KILL_GRACE,
            ScriptRequest.DEFAULT_OUTPUT_LIMIT_BYTES,
            true);
    return ending(program, runners.run(RUNNER, request));
  }

  /**
   * Runs a program that must succeed.
   *
   * @throws Obstacle with its own words
   */
  Ending succeed(String program, String... arguments) throws IOException, InterruptedException {
    Ending ending = run(program, arguments);
    if (!ending.succeeded()) {
      throw new Obstacle(
          "'%s %s' failed: %s".formatted(program, String.join(" ", arguments), ending.words()));
    }
    return ending;
  }

  private static Ending ending(String program, ScriptOutcome outcome) {
    String out = outcome.record().stdout().text();
    String said = lastLine(outcome.record().stderr().text(), lastLine(out, ""));
    return switch (outcome) {
      case ScriptOutcome.Exited(int code, var _) ->
          new Ending(code == 0, out, said.isEmpty() ? "it exited with " + code : said);
      case ScriptOutcome.Signalled(int signal, var _) ->
          new Ending(false, out, "it was killed by signal " + signal);
      case ScriptOutcome.TimedOut(var limit, var _) ->
          new Ending(false, out, "it did not end within " + limit.toSeconds() + " s");
      case ScriptOutcome.OverMemory(String reason, var _) ->
          new Ending(false, out, program + " " + reason);
      case ScriptOutcome.RunnerFailed(String reason, var _) -> new Ending(false, out, reason);
      case ScriptOutcome.NotStarted(String reason) ->
          new Ending(false, out, program + " could not start: " + reason);
    };
  }

  private static String lastLine(String text, String otherwise) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce((_, last) -> last)
        .orElse(otherwise);
  }

  @Override
  public void close() {
    runners.close();
  }
}
