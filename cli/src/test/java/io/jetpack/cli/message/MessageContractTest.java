package io.jetpack.cli.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.node.tree.NodeIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page for whoever writes the other end shows real messages. */
class MessageContractTest {

  private static final Path PAGE = Path.of("docs/messages.md");
  private static final Pattern SECTION =
      Pattern.compile(
          "### `(\\w+)`, routing key `([\\w.]+)`\n.*?```json\n(.*?)\n```", Pattern.DOTALL);

  static Stream<MessageData> everyType() {
    return Stream.of(
        new MessageData.Log(LogLevel.WARN, LogPriority.MEDIUM, "the disk is slow"),
        new MessageData.Healthcheck(
            "quota.sh",
            "unknown",
            "exited",
            OptionalInt.of(3),
            Optional.of("4.9 of 5.0 TB used"),
            "4.9 of 5.0 TB used\n",
            Duration.ofMillis(21),
            Messages.CLOCK.instant()),
        new MessageData.Terminate(
            "gpu.sh", "GPU 3 has fallen off the bus", Messages.CLOCK.instant(), 1),
        new MessageData.Withdraw("gpu.sh", "the check is healthy", Messages.CLOCK.instant(), 2),
        new MessageData.Installation(
            "failed", Map.of("project", "hpc", "script", "10_mount.sh", "return_code", 1)));
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void the_page_shows_what_is_sent(MessageData data) throws Exception {
    Message message = Messages.OF_A_NODE.of(data);
    Matcher section = SECTION.matcher(Files.readString(PAGE));
    List<String> shown =
        section
            .results()
            .filter(found -> found.group(1).equals(message.type()))
            .map(found -> found.group(2).replaceAll("[A-Z]+", "*") + " " + found.group(3))
            .toList();
    String variable = message.routingKey().replaceFirst("\\..*", ".*");
    assertThat(shown)
        .containsExactly(
            variable + " " + new String(message.body().bytes(), StandardCharsets.UTF_8));
    assertThat(message.headers()).isEqualTo(Map.of("cluster", "demo", "node", "ip-0A"));
    assertThat(message.contentType()).isEqualTo("application/json");
  }

  @Test
  void what_the_node_does_not_know_is_null_and_has_no_header() {
    NodeIdentity nobody =
        new NodeIdentity(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    Message message =
        new NodeMessages(nobody, Messages.CLOCK)
            .of(new MessageData.Log(LogLevel.INFO, LogPriority.LOW, "x"));
    assertThat(message.headers()).isEmpty();
    assertThat(new String(message.body().bytes(), StandardCharsets.UTF_8))
        .startsWith("{\"cluster_name\":null,\"instance_id\":null,\"cluster_session_id\":null,");
  }
}
