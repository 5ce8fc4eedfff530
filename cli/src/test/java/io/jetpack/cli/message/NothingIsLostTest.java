package io.jetpack.cli.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.GetResponse;
import io.jetpack.cli.JetpackProcess;
import io.jetpack.cli.message.broker.BrokerKind;
import io.jetpack.cli.message.broker.Cluster;
import io.jetpack.cli.message.broker.TcpProxy;
import io.jetpack.cli.message.broker.TestBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Eight programs write, the service sends, and everything fails: at the end each message that was
 * safe is in the queue.
 */
@ParameterizedClass
@EnumSource(BrokerKind.class)
@Timeout(600)
class NothingIsLostTest {

  private static final int WRITERS = 8;
  private static final int COMMANDS = 4;
  private static final long SEED = 20261122;

  @TempDir Path home;

  private final BrokerKind kind;
  private final int messages;
  private final List<String> faults = new ArrayList<>();
  private TestBroker broker;
  private TcpProxy network;
  private Process service;
  private List<WriterProcess> writers = List.of();

  NothingIsLostTest(BrokerKind kind) {
    this.kind = kind;
    // Qpid has its memory only, and is not killed
    this.messages = kind == BrokerKind.RABBITMQ ? 10_000 : 2_000;
  }

  @BeforeEach
  void start() throws Exception {
    broker = kind.broker();
    network = new TcpProxy(broker.port());
    // without it the service says that it cannot read its settings, and nobody here takes that
    Files.createDirectory(home.resolve("config"));
    service = startService();
  }

  @AfterEach
  void end() throws Exception {
    if (service != null) {
      int ignored = service.destroyForcibly().waitFor();
    }
    if (network != null) {
      network.close();
    }
  }

  @Test
  void whatever_happens() throws Exception {
    // without it the service says that checks cannot be read, which nobody here waits for
    Files.createDirectories(home.resolve("config/healthcheck.d"));
    String queue = "nothing-is-lost-" + UUID.randomUUID();
    Cluster first = new Cluster(broker, queue);
    first.declareQueue(Map.of());
    first.bind(WriterProgram.KEY + "#");
    first.bind("log.#");
    first.leave();

    Random random = new Random(SEED);
    writers =
        IntStream.range(0, WRITERS)
            .mapToObj(number ->
                new WriterProcess(home, "w" + number, messages / WRITERS, number < 3 ? 2 : 0))
            .toList();
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (WriterProcess writer : writers) {
      running.add(background(() -> writer.run(new Random(random.nextLong()))));
    }
    running.add(background(this::commands));
    makeFaults();
    for (CompletableFuture<Void> one : running) {
      one.get(400, TimeUnit.SECONDS);
    }
    await("the outbox is empty", () -> count(home.resolve("run/outbox/new")) == 0);
    try (Cluster last = new Cluster(broker, queue)) {
      last.declareQueue(Map.of());
      check(last.takeAll());
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  private static CompletableFuture<Void> background(Step step) {
    CompletableFuture<Void> future = new CompletableFuture<>();
    Thread ignored =
        Thread.ofVirtual()
            .start(() -> {
              try {
                step.run();
                boolean done = future.complete(null);
                assertThat(done).isTrue();
              } catch (Throwable e) {
                boolean done = future.completeExceptionally(e);
                assertThat(done).isTrue();
              }
            });
    return future;
  }

  private Process startService() throws IOException {
    ProcessBuilder builder =
        JetpackProcess.builder(
            home, List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"), "healthcheck", "service");
    builder.environment().keySet().removeIf(name -> name.startsWith("JETPACK_"));
    builder.environment().put("JETPACK_AMQP_URI", broker.uri(network.port()));
    builder.environment().put("JETPACK_AMQP_HEARTBEAT", "1s");
    builder.environment().put("JETPACK_OUTBOX_LIMIT_MESSAGES", "1000000");
    builder.environment().put("JETPACK_OUTBOX_LIMIT_BYTES", "999999999");
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(home.resolve("stderr").toFile()));
    return builder.start();
  }

  /** Real calls of the program, which leave the sending to the service. */
  private void commands() throws IOException, InterruptedException {
    for (int number = 1; number <= COMMANDS; number++) {
      ProcessBuilder builder =
          JetpackProcess.builder(
              home, List.of("-XX:TieredStopAtLevel=1"), "log", "--no-wait", "command " + number);
      builder.environment().keySet().removeIf(name -> name.startsWith("JETPACK_"));
      builder.redirectErrorStream(true).redirectOutput(home.resolve("command").toFile());
      assertThat(builder.start().waitFor()).as(Files.readString(home.resolve("command"))).isZero();
    }
  }

  private void makeFaults() throws Exception {
    fault("cut", network::cut);
    fault("reset", network::reset);
    fault(
        "the service killed",
        () -> {
          int ignored = service.destroyForcibly().waitFor();
          service = startService();
        });
    if (kind == BrokerKind.RABBITMQ) {
      fault(
          "the broker killed",
          () -> {
            broker.kill();
            broker.restart();
          });
      fault(
          "the disk full for 2 s",
          () -> {
            broker.diskFull(true);
            TimeUnit.SECONDS.sleep(2);
            broker.diskFull(false);
          });
    }
    fault(
        "stalled for 4 s",
        () -> {
          network.stall(TcpProxy.Direction.TO_CLIENT);
          TimeUnit.SECONDS.sleep(4);
          network.flow();
        });
    fault("cut", network::cut);
  }

  /** After a tenth of all messages more were made. */
  private void fault(String name, Step step) throws Exception {
    int before = made();
    int enough = Math.min(messages * 95 / 100, before + messages / 10);
    await(name, () -> made() >= enough);
    faults.add("%s after %d".formatted(name, made()));
    step.run();
  }

  private int made() throws IOException {
    int made = 0;
    for (WriterProcess writer : writers) {
      made += writer.safe().size();
    }
    return made;
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private void await(String what, Condition condition) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!condition.holds()) {
      assertThat(System.nanoTime() - start)
          .as("waiting for: %s; %s; %s", what, faults, Files.readString(home.resolve("stderr")))
          .isLessThan(TimeUnit.SECONDS.toNanos(100));
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static int count(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return Math.toIntExact(files.count());
    }
  }

  private void check(List<GetResponse> all) throws IOException {
    Map<String, String> ids = new HashMap<>();
    Map<String, List<Integer>> firsts = new HashMap<>();
    Set<String> commands = new HashSet<>();
    int repeats = 0;
    for (GetResponse one : all) {
      String text = new String(one.getBody(), StandardCharsets.UTF_8);
      String id = one.getProps().getMessageId();
      String known = ids.putIfAbsent(text, id);
      if (known != null) {
        assertThat(id).as("the id of a repeat of '%s'", text).isEqualTo(known);
        repeats++;
      } else if (one.getProps().getType().equals("send")) {
        String[] words = text.split(" ", -1);
        firsts.computeIfAbsent(words[0], name -> new ArrayList<>()).add(Integer.valueOf(words[1]));
      } else {
        boolean ignored = commands.add(text);
      }
    }
    assertThat(new HashSet<>(ids.values())).as("one id is one message").hasSameSizeAs(ids.keySet());
    int safe = 0;
    for (WriterProcess writer : writers) {
      List<Integer> arrived = firsts.getOrDefault(writer.name(), List.of());
      assertThat(arrived).as(writer.name()).isSorted().containsAll(writer.safe());
      safe += writer.safe().size();
    }
    assertThat(commands).filteredOn(text -> text.contains("command ")).hasSize(COMMANDS);
    assertThat(count(home.resolve("run/outbox/aside"))).isZero();
    System.out.printf(
        "%s: %d messages safe and %d arrived, %d repeats, %d commands; %s%n",
        broker, safe, ids.size() - commands.size(), repeats, commands.size(), faults);
  }
}
