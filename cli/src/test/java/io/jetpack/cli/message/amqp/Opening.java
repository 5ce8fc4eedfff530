package io.jetpack.cli.message.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.message.broker.BrokerSession;
import io.jetpack.cli.message.broker.BrokerUnavailableException;
import io.jetpack.cli.message.broker.Fate;
import io.jetpack.cli.message.broker.TestBroker;
import io.jetpack.cli.node.SettingsForTests;
import io.jetpack.cli.node.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sessions of tests. */
final class Opening {

  static final Duration LIMIT = Duration.ofSeconds(10);

  private Opening() {}

  static Settings.Amqp settings(String uri) {
    return SettingsForTests.amqp("uri = '%s'".formatted(uri));
  }

  static BrokerSession open(Settings.Amqp settings)
      throws BrokerUnavailableException, InterruptedException {
    return AmqpBroker.of(settings).orElseThrow().open(LIMIT);
  }

  static BrokerSession open(String uri) throws BrokerUnavailableException, InterruptedException {
    return open(settings(uri));
  }

  /** One that takes the broker for dead after two seconds, which a slow disk may cost it. */
  static BrokerSession openImpatient(String uri)
      throws BrokerUnavailableException, InterruptedException {
    return open(SettingsForTests.amqp("uri = '%s'".formatted(uri), "heartbeat = '1s'"));
  }

  /** Why there is no session. The password is in none of the texts, whatever a test looks for. */
  static String refusal(Settings.Amqp settings) throws InterruptedException {
    try (BrokerSession session = open(settings)) {
      throw new AssertionError("a session: " + session.isOpen());
    } catch (BrokerUnavailableException e) {
      for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
        assertThat(cause.toString()).doesNotContain(TestBroker.PASSWORD);
      }
      String message = String.valueOf(e.getMessage());
      assertThat(message).doesNotContain("\n").doesNotEndWith(".");
      return message;
    }
  }

  static String refusal(String uri) throws InterruptedException {
    return refusal(settings(uri));
  }

  static Fate fate(CompletableFuture<Fate> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  static String quoted(Path file) {
    return "'" + file + "'";
  }

  /** The threads of sessions that are there just now, and what they do. */
  static Stream<String> threads() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey().getName().matches("amqp-.*|AMQP Connection 127.0.0.1:.*"))
        .filter(entry -> entry.getKey().isDaemon())
        .map(entry -> entry.getKey() + " " + List.of(entry.getValue()));
  }
}
