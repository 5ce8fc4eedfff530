package io.jetpack.cli.healthcheck.validate.look;

import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunners;
import io.jetpack.text.IoReason;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs programs of the machine that look at many scripts at once, through the runner of processes:
 * with its limits, and nothing of them is left. Safe for use by many threads.
 */
final class Tools implements AutoCloseable {

  private static final int OUTPUT_LIMIT_BYTES = 64 * 1024 * 1024;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final ScriptRunners runners;
  private final Map<String, String> environment;
  private final Path folder;
  private final List<Path> written = new ArrayList<>();

  Tools(ScriptRunners runners, Map<String, String> environment) {
    this.runners = runners;
    this.environment = new HashMap<>(environment);
    this.environment.put("LC_ALL", "C.UTF-8");
    try {
      this.folder = Files.createTempDirectory("jetpack-validate-");
    } catch (IOException e) {
      throw new UncheckedIOException(
          "a temporary folder can not be made: " + IoReason.withFile(e), e);
    }
  }

  /** Whether a program is on the PATH. */
  boolean has(String program) {
    return Stream.of(
            environment.getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator, -1))
        .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
  }

  /** The standard output of a shell script that gets these arguments. */
  String output(String name, String body, List<String> arguments) throws InterruptedException {
    ScriptRequest plain = ScriptRequest.of(write(name, body), folder);
    ScriptRequest request =
        new ScriptRequest(
            plain.script(),
            arguments,
            environment,
            folder,
            LIMIT,
            plain.killGrace(),
            OUTPUT_LIMIT_BYTES,
            false);
    ScriptOutcome outcome = runners.run("process", request);
    return outcome.record().stdout().text();
  }

  private synchronized Path write(String name, String body) {
    Path script = folder.resolve(name + "-" + written.size() + ".sh");
    try {
      written.add(Files.writeString(script, "#!/bin/sh\n" + body));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "'%s' can not be written: %s".formatted(script, IoReason.of(e)), e);
    }
    return script;
  }

  @Override
  public synchronized void close() {
    try {
      for (Path script : written) {
        Files.deleteIfExists(script);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // a temporary file that stays is no reason to lose the findings
    }
  }
}
