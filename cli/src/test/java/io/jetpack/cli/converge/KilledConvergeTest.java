package io.jetpack.cli.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class KilledConvergeTest {

  /** Each takes more than a second; .ci/README.md says how to have 50. */
  private static final int KILLS = Integer.getInteger("jetpack.converge.kills", 6);

  private static final int SCRIPTS = 40;

  @TempDir Path directory;

  @Test
  void killed_at_any_instant_every_script_runs_exactly_once_to_its_success() throws Exception {
    Node node = new Node(directory);
    for (int i = 10; i < 10 + SCRIPTS; i++) {
      node.script(
          "alpha/1/default", i + ".sh", "sleep 0.3; echo %d >> '%s/done'".formatted(i, directory));
    }
    node.spec("alpha", "1", "default", "");
    node.configure();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < KILLS; i++) {
      Process process = start(node);
      boolean ended = process.waitFor(random.nextInt(2500), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      List<String> done = done();
      for (int script = 10; script < 10 + SCRIPTS; script++) {
        if (Files.exists(node.marker("alpha/default", script + ".sh"))) {
          assertThat(done()).as("a marker without success, seed %d", seed).contains("" + script);
        }
      }
      assertThat(done).as("seed %d", seed).doesNotHaveDuplicates();
      assertThat(ended && process.exitValue() == 1).as("seed %d", seed).isFalse();
    }
    Process last = start(node);
    assertThat(last.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).as(Files.readString(directory.resolve("out"))).isZero();
    assertThat(done())
        .as("seed %d", seed)
        .containsExactlyElementsOf(
            IntStream.range(10, 10 + SCRIPTS).mapToObj(String::valueOf).toList());
  }

  private Process start(Node node) throws Exception {
    return ConvergeProcess.builder(node, List.of(), "converge")
        .redirectOutput(directory.resolve("out").toFile())
        .start();
  }

  private List<String> done() throws Exception {
    Path file = directory.resolve("done");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }
}
