package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The four commands of the outbox's page: a broker, a consumer, a message, and where it arrives.
 */
class WholeWayIT {

  private static final List<String> COMMANDS =
      List.of(
          "samples/broker/run &",
          "samples/consumer/run &",
          "JETPACK_AMQP_URI=amqp://localhost ./jetpack log 'system is now ready'",
          "cat samples/target/consumer/cycle_server.log");

  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path directory;

  private final List<Process> started = new ArrayList<>();
  private Distribution jetpack;
  private Path consumed;
  private int port;

  @BeforeEach
  void prepare() throws IOException {
    jetpack = new Distribution(directory);
    consumed = jetpack.folder("consumed");
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    jetpack.variable("JETPACK_AMQP_URI", "amqp://localhost:" + port);
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : started) {
      int ignored = process.destroyForcibly().waitFor();
    }
  }

  private void start(String name, String... words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.directory(Distribution.ROOT.toFile());
    builder.environment().put("JETPACK_JAVA_HOME", System.getProperty("java.home"));
    builder.redirectOutput(directory.resolve(name + ".out").toFile());
    builder.redirectError(directory.resolve(name + ".err").toFile());
    Process process = builder.start();
    started.add(process);
    await(name + ".err", name + ": ");
    assertThat(process.isAlive()).as(text(name + ".err")).isTrue();
  }

  private String text(String name) throws IOException {
    Path file = directory.resolve(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private void await(String file, String wanted) throws Exception {
    long start = System.nanoTime();
    while (!text(file).contains(wanted)) {
      assertThat(System.nanoTime() - start)
          .as("waiting for '%s' in %s: %s", wanted, file, text(file))
          .isLessThan(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private void say(String... words) throws Exception {
    String[] all =
        Stream.concat(Stream.of("log", "--wait", "--timeout", "30s"), Stream.of(words))
            .toArray(String[]::new);
    Distribution.Call call = jetpack.run(all);
    assertThat(call.exitCode()).as(call.err()).isZero();
  }

  @Test
  void theFourCommandsOfThePage() throws Exception {
    assertThat(Files.readAllLines(Distribution.ROOT.resolve("cli/docs/outbox.md")))
        .containsSubsequence(COMMANDS.stream().map(command -> "    $ " + command).toList());

    start("broker", "samples/broker/run", String.valueOf(port));
    start("consumer", "samples/consumer/run", "amqp://localhost:" + port, consumed.toString());
    say("system is now ready");
    String log = "scratch/consumed/cycle_server.log";
    await(log, "system is now ready");
    assertThat(text(log)).matches("\\S+Z - log\\.info info \\(medium\\) system is now ready\n");

    say("nobody needs to see this\nat once", "--priority", "low");
    say("the machine cannot process jobs", "--level", "error");
    Distribution.Call sent =
        jetpack.run("send", "--wait", "--timeout", "30s", "--routing-key", "site.key", "a, b");
    assertThat(sent.exitCode()).as(sent.err()).isZero();
    await(log, "site.key 4 bytes");
    assertThat(text(log))
        .contains("info (low) nobody needs to see this\\nat once\n")
        .contains("log.error error (high) the machine cannot process jobs\n");
    assertThat(text("scratch/consumed/event.log").lines()).hasSize(3);
    await("consumer.out", "the machine cannot process jobs");
    assertThat(text("consumer.out").lines().toList())
        .hasSize(2)
        .allSatisfy(
            line -> assertThat(line).containsPattern("Z  (medium|high  ) (info |error) -: "));
  }

  @Test
  void withoutABrokerTheConsumerSaysWhatToDo() throws Exception {
    Process consumer =
        new ProcessBuilder(
                Distribution.ROOT.resolve("samples/consumer/run").toString(),
                "amqp://localhost:" + port,
                consumed.toString())
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(directory.resolve("err").toFile())
            .start();
    started.add(consumer);
    assertThat(consumer.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(consumer.exitValue()).isEqualTo(3);
    assertThat(text("err"))
        .isEqualTo(
            "consumer: no broker at localhost:%d (Connection refused); start one: samples/broker/run\n"
                .formatted(port));
  }
}
