package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.JetpackProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The service in a process of its own, with checks that run every second. */
final class ServiceProcess implements AutoCloseable {

  static final Map<String, String> EVERY_SECOND = Map.of("JETPACK_HEALTHCHECK_INTERVAL", "1s");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path home;
  private final Process process;

  private ServiceProcess(Path home, Process process) {
    this.home = home;
    this.process = process;
  }

  /** Starts it and waits for nothing; what it says on stderr goes to {@code stderr.txt}. */
  static ServiceProcess start(Path home, Map<String, String> environment) throws IOException {
    return start(home, environment, List.of());
  }

  /**
   * @param around a command that takes the service's as its arguments and becomes it
   */
  static ServiceProcess start(Path home, Map<String, String> environment, List<String> around)
      throws IOException {
    ProcessBuilder builder =
        JetpackProcess.builder(
            home, List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"), "healthcheck", "service");
    List<String> words = new ArrayList<>(JetpackProcess.withDefaultSignals());
    words.addAll(around);
    words.addAll(builder.command());
    builder.command(words);
    builder.environment().keySet().removeIf(name -> name.startsWith("JETPACK_"));
    builder.environment().putAll(environment);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(home.resolve("stderr.txt").toFile());
    return new ServiceProcess(home, builder.start());
  }

  static ServiceProcess start(Path home) throws IOException {
    return start(home, EVERY_SECOND);
  }

  /** Writes a check that was not edited just now. */
  static void check(Path home, String name, String body) throws IOException {
    Path file = home.resolve("config/healthcheck.d").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/bash\n" + body + "\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }

  static String log(Path home) {
    return text(home.resolve("logs/healthcheck.log"));
  }

  /** The text of a file, none when it is missing. */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many lines a file has, to which checks write one each time that they run. */
  static long lines(Path file) {
    return text(file).lines().count();
  }

  /** What the service sees under a path: it may have mounts of its own. */
  Path seen(Path path) {
    return Path.of("/proc", String.valueOf(pid()), "root", path.toString());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  String stderr() {
    return text(home.resolve("stderr.txt"));
  }

  /** Waits until the log holds something. */
  void awaitLog(String text) throws InterruptedException {
    await("'%s' in the log".formatted(text), () -> log(home).contains(text));
  }

  /** Waits until something is so, as long as the service lives. */
  void await(String what, BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start)
          .as("waiting for %s; the log:%n%s%s", what, log(home), stderr())
          .isLessThan(PATIENCE.toNanos());
      assertThat(process.isAlive()).as("lives, waiting for %s: %s", what, stderr()).isTrue();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-s", name, String.valueOf(pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** SIGKILL, and waits for the end. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroy();
    process
        .onExit()
        .completeOnTimeout(process, PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .thenAccept(Process::destroyForcibly)
        .join();
  }
}
