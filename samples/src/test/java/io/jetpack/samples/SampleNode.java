package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The node that {@code samples/converge/prepare} makes.
 *
 * @param folder all of it
 */
record SampleNode(Path folder) {

  private static final long LIMIT_SECONDS = 240;

  /** What a command of a shell left, both of its streams together. */
  record Call(int exitCode, String output) {}

  static SampleNode prepare(Path folder) throws IOException, InterruptedException {
    SampleNode node = new SampleNode(folder);
    Call call = node.shell("samples/converge/prepare '%s'".formatted(folder), Map.of());
    assertThat(call.exitCode()).as(call.output()).isZero();
    return node;
  }

  Path home() {
    return folder.resolve("home");
  }

  /** What the specs and the cookbook make. */
  Path made() {
    return folder.resolve("made");
  }

  Call converge(Map<String, String> variables, String... options)
      throws IOException, InterruptedException {
    return shell(
        "'%s' --home '%s' converge %s"
            .formatted(Distribution.LAUNCHER, home(), String.join(" ", options)),
        variables);
  }

  /** Runs a line of Bash in the root of the checkout. */
  Call shell(String line, Map<String, String> variables) throws IOException, InterruptedException {
    Path out = Files.createTempFile(Files.createDirectories(folder), "shell", ".out");
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", line);
    builder.directory(Distribution.ROOT.toFile());
    builder.environment().put("JETPACK_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("CYCLECLOUD_HOME");
    builder.environment().putAll(variables);
    builder.redirectErrorStream(true).redirectOutput(out.toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
          .as("'%s' ended: %s", line, Files.readString(out))
          .isTrue();
      return new Call(process.exitValue(), Files.readString(out));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      int ignored = process.destroyForcibly().waitFor();
      Files.delete(out);
    }
  }
}
