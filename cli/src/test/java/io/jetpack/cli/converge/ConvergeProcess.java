package io.jetpack.cli.converge;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.JetpackProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The program in a process of its own, on a node; all that it prints goes to a file. */
final class ConvergeProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  /** Maven may have been started with SIGINT ignored, which its children inherit. */
  private static final List<String> DEFAULT_SIGNALS = List.of("env", "--default-signal=INT");

  private final Path out;
  private final Process process;

  private ConvergeProcess(Path out, Process process) {
    this.out = out;
    this.process = process;
  }

  /**
   * The call.
   *
   * @param around a command that takes the program's as its arguments
   */
  static ProcessBuilder builder(Node node, List<String> around, String... args) {
    ProcessBuilder builder =
        JetpackProcess.builder(node.home, List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"), args);
    List<String> words = new ArrayList<>(around);
    words.addAll(builder.command());
    builder.command(words);
    builder.environment().keySet().removeIf(name -> name.startsWith("JETPACK_"));
    builder.environment().put("JETPACK_CONVERGE_BASE", node.base.toString());
    builder.environment().put("JETPACK_HEALTHCHECK_INTERVAL", "1s");
    return builder.redirectErrorStream(true);
  }

  static ConvergeProcess start(Node node, String... args) throws IOException {
    return start(node, DEFAULT_SIGNALS, args);
  }

  static ConvergeProcess start(Node node, List<String> around, String... args) throws IOException {
    Path out = Files.createTempFile(node.home, "out", ".txt");
    return new ConvergeProcess(
        out, builder(node, around, args).redirectOutput(out.toFile()).start());
  }

  /** The words of a shell that call the program again, from a script. */
  static String words(Node node, String... args) {
    List<String> words = new ArrayList<>();
    for (String word : builder(node, List.of(), args).command()) {
      words.add("'" + word + "'");
    }
    return String.join(" ", words);
  }

  String output() {
    return text(out);
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-s", name, "" + process.pid()).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Waits until something is so, as long as the process lives. */
  void await(String what, BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start)
          .as("waiting for %s: %s", what, output())
          .isLessThan(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
      assertThat(process.isAlive()).as("lives, waiting for %s: %s", what, output()).isTrue();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(output()).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    Process ignored = process.destroyForcibly();
  }
}
