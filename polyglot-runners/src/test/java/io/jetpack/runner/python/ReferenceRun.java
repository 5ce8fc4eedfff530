package io.jetpack.runner.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the machine's own {@code python3} makes of a script. A run that could not start, or did not
 * end, is an error of the test and no expectation.
 *
 * @param code the exit code, or the signal that killed it, negated
 */
public record ReferenceRun(int code, String stdout, String stderr) {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int FIRST_SIGNAL = 128;
  private static final int LAST_SIGNAL = FIRST_SIGNAL + 64;

  /** What the scripts of both runs find. */
  public static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "HOME", "/tmp", "LC_ALL", "C.UTF-8");

  /** A build in the background ignores SIGINT, and so would all that it starts. */
  private static final String WITH_DEFAULT_SIGNALS =
      """
      import os, signal, sys
      for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
          signal.signal(number, signal.SIG_DFL)
      os.execv(sys.executable, [sys.executable] + sys.argv[1:])
      """;

  private static String interpreter = "";

  /** Runs a script in a directory of its own, to its end. */
  public static ReferenceRun of(Path script, Path directory)
      throws IOException, InterruptedException {
    List<String> command = List.of(interpreter(), "-c", WITH_DEFAULT_SIGNALS, script.toString());
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
    return of(builder);
  }

  /** The program itself: what is found on the PATH may be a script that needs its environment. */
  private static synchronized String interpreter() throws IOException, InterruptedException {
    if (interpreter.isEmpty()) {
      interpreter = found();
    }
    return interpreter;
  }

  private static String found() throws IOException, InterruptedException {
    return of(new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)"))
        .output()
        .strip();
  }

  private static ReferenceRun of(ProcessBuilder builder) throws IOException, InterruptedException {
    Path out = Files.createTempFile("reference", ".out");
    Path err = Files.createTempFile("reference", ".err");
    try {
      builder
          .redirectInput(Path.of("/dev/null").toFile())
          .redirectOutput(out.toFile())
          .redirectError(err.toFile());
      Process process = builder.start();
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("python3 does not end: " + builder.command());
      }
      return new ReferenceRun(code(process.exitValue()), text(out), text(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Java adds 128 to the number of a signal; no script of ours ends with such a code by itself. */
  private static int code(int value) {
    return value > FIRST_SIGNAL && value <= LAST_SIGNAL ? FIRST_SIGNAL - value : value;
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** What a script that has to end well writes. */
  String output() {
    if (code != 0 || stdout.isEmpty()) {
      throw new IllegalStateException("python3 ended with " + code + ": " + stderr);
    }
    return stdout;
  }
}
