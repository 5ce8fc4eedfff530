package io.jetpack.cli.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.node.Home;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrentNodeTest {

  @TempDir Path directory;

  private final MessageData data = new MessageData.Log(LogLevel.INFO, LogPriority.LOW, "x");

  private static String body(Message message) {
    return new String(message.body().bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void a_node_that_gets_its_name_later_says_it_from_then_on() throws Exception {
    CurrentNode node = new CurrentNode(new Home(directory));
    assertThat(body(node.get().of(data))).doesNotContain("hpc-1");
    Path file = Files.createDirectories(directory.resolve("config")).resolve("node.json");
    Files.writeString(file, "{\"cyclecloud\": {\"cluster\": {\"name\": \"hpc-1\"}}}");
    assertThat(body(node.get().of(data))).contains("hpc-1");
    assertThat(node.get()).as("read once").isSameAs(node.get());
    Files.writeString(file, "{\"cyclecloud\": {\"cluster\": {\"name\": \"another\"}}}");
    assertThat(body(node.get().of(data))).contains("another").doesNotContain("hpc-1");
    Files.delete(file);
    assertThat(body(node.get().of(data))).doesNotContain("another");
  }
}
