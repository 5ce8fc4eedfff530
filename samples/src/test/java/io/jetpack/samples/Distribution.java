package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program as it is shipped, the archive for this machine, run as processes with a home of their
 * own. What it prints goes to files of a scratch folder: a pipe that is held by something left
 * behind would hang the test.
 */
final class Distribution {

  /** What one call left. */
  record Call(int exitCode, String out, String err) {}

  /** The root of the checkout, where calls are made. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static final Path LAUNCHER = launcher();

  private final Path home;
  private final Path scratch;
  private final Map<String, String> environment = new HashMap<>();
  private Duration limit = Duration.ofMinutes(2);

  Distribution(Path directory) throws IOException {
    assertThat(LAUNCHER).as("mvn package builds it").isExecutable();
    home = Files.createDirectories(directory.resolve("home"));
    scratch = Files.createDirectories(directory.resolve("scratch"));
    // where no archive was built: the JDK of this test, whatever else lies on the machine
    environment.put("JETPACK_JAVA_HOME", System.getProperty("java.home"));
    environment.put("LANG", "C.UTF-8");
    environment.put("TMPDIR", Files.createDirectories(scratch.resolve("tmp")).toString());
    for (String name : List.of("PATH", "HOME")) {
      environment.put(name, System.getenv().getOrDefault(name, ""));
    }
  }

  private static Path launcher() {
    try {
      return Archives.unpackedOrBuilt().resolve("bin/jetpack");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Path home() {
    return home;
  }

  Distribution variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** For what takes longer than commands usually do. */
  Distribution within(Duration time) {
    limit = time;
    return this;
  }

  /** A folder that the test may write to. */
  Path folder(String name) throws IOException {
    return Files.createDirectories(scratch.resolve(name));
  }

  /** Calls the program in the root of the checkout. */
  Call run(String... args) throws IOException, InterruptedException {
    Path out = scratch.resolve("stdout");
    Path err = scratch.resolve("stderr");
    ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString(), "--home", home.toString());
    builder.command().addAll(List.of(args));
    builder.directory(ROOT.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
      assertThat(ended)
          .as("%s ended within %s: %s", List.of(args), limit, Files.readString(err))
          .isTrue();
    } finally {
      end(process);
    }
    return new Call(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static void end(Process process) throws InterruptedException {
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      descendants.forEach(ProcessHandle::destroyForcibly);
    }
    int ignored = process.destroyForcibly().waitFor();
  }

  /** The names of what scripts left in the folder for temporary files. */
  List<String> leftInTemporaryFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder("tmp"))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
