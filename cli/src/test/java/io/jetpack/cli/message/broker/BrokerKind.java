package io.jetpack.cli.message.broker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The brokers that tests run against, each started when it is first wanted, for all of them. */
public enum BrokerKind {
  /** Always there. */
  QPID,
  /** Only where it is installed. */
  RABBITMQ;

  private static @Nullable Certificates certificates;

  private static final Map<BrokerKind, TestBroker> RUNNING = new EnumMap<>(BrokerKind.class);

  /** The broker; a test that asks for one that is not installed is skipped. */
  public TestBroker broker() throws IOException, InterruptedException {
    assumeTrue(
        this == QPID || RabbitNode.isInstalled(),
        "rabbitmq-server is not installed: apt-get install rabbitmq-server");
    synchronized (RUNNING) {
      TestBroker running = RUNNING.get(this);
      if (running == null) {
        running = start();
        RUNNING.put(this, running);
      }
      return running;
    }
  }

  private TestBroker start() throws IOException, InterruptedException {
    Path folder = folder();
    TestBroker fresh =
        this == QPID
            ? QpidBroker.start(folder, certificates())
            : RabbitNode.start(folder, certificates());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              try {
                fresh.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              delete(folder);
            }));
    return fresh;
  }

  /** The certificates of all brokers. */
  public static synchronized Certificates certificates() throws IOException, InterruptedException {
    if (certificates == null) {
      Path folder = folder();
      certificates = Certificates.make(folder);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    }
    return certificates;
  }

  private static Path folder() throws IOException {
    return Files.createTempDirectory("jetpack-broker");
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
