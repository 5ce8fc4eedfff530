package io.jetpack.cli.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import io.jetpack.cli.message.broker.Body;
import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.message.outbox.EntryName;
import io.jetpack.cli.message.outbox.OutboxFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code jetpack log} and {@code jetpack send}, on a node whose settings name no broker. */
@Timeout(60)
class MessageCommandsTest {

  private static final String EMOJI = "it's \"hot\":\n\t\uD83D\uDD25 größer — 100 %";

  @TempDir Path home;

  private List<Message> queued() throws Exception {
    OutboxFolder folder = new OutboxFolder(home.resolve("run/outbox"));
    List<Message> messages = new ArrayList<>();
    for (EntryName name :
        folder.list().messages().stream().sorted(EntryName.ORDER_OF_LEAVING).toList()) {
      messages.add(((OutboxFolder.Reading.Whole) folder.read(name)).message());
    }
    return messages;
  }

  private static String body(Message message) {
    return new String(message.body().bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void what_is_typed_is_queued() throws Exception {
    Transcript transcript = new Transcript(home);
    transcript.file("config/node.json", "{\"cyclecloud\": {\"cluster\": {\"name\": \"demo\"}}}");
    transcript.run("log", "the disk is slow");
    transcript.run("log", "--level", "warn", "-p", "low", "--no-wait", EMOJI);
    transcript.run("log", "--level=error", "--no-wait", "-p=high", "--", "--not an option");
    transcript.input("from a pipe\n".getBytes(StandardCharsets.UTF_8));
    transcript.run("log", "-", "--level", "error", "--no-wait");
    transcript.run("send", "--routing-key", "a.b", "--header", "x=1,2", "text", "--no-wait");
    transcript.run("log", "is it there?", "--wait", "--timeout", "100ms");
    transcript.matches("log");
    assertThat(queued())
        .extracting(Message::routingKey)
        .containsExactly("log.info", "log.warn", "log.error", "log.error", "a.b", "log.info");
    assertThat(body(queued().get(0)))
        .contains(
            "\"cluster_name\":\"demo\"",
            "\"level\":\"info\",\"message\":\"the disk is slow\",\"priority\":\"medium\"");
    assertThat(body(queued().get(1)))
        .contains("it's \\\"hot\\\":\\n\\t\uD83D\uDD25 größer — 100 %", "\"priority\":\"low\"");
    assertThat(body(queued().get(3))).contains("\"message\":\"from a pipe\",\"priority\":\"high\"");
    assertThat(queued().get(4).headers())
        .containsEntry("x", "1,2")
        .containsEntry("cluster", "demo");
    assertThat(queued().get(4).contentType()).isEqualTo("text/plain; charset=utf-8");
  }

  @Test
  void what_is_mistyped_is_not_queued() throws Exception {
    Transcript transcript = new Transcript(home);
    transcript.file("folder/file", "");
    transcript.run("log");
    transcript.run("log", "");
    transcript.run("log", " \n");
    transcript.run("log", "-");
    transcript.run("log", "two", "words");
    transcript.run("log", "m", "--level", "debug");
    transcript.run("log", "m", "--level", "warning");
    transcript.run("log", "m", "--priority", "urgent");
    transcript.run("log", "m", "--timeout", "5");
    transcript.run("log", "m", "--wait", "--no-wait");
    transcript.input(new byte[] {'a', (byte) 0xff});
    transcript.run("log", "-");
    transcript.run("send", "text");
    transcript.run("send", "-r", "k");
    transcript.run("send", "text", "-r", "");
    transcript.run("send", "text", "-r", "k".repeat(256));
    transcript.run("send", "text", "-r", "k", "--header", "novalue");
    transcript.run("send", "text", "-r", "k", "--header", "a=1", "--header", "a=2");
    transcript.run("send", "text", "-r", "k", "--file", "x");
    transcript.run("send", "-r", "k", "--file", home.resolve("missing").toString());
    transcript.run("send", "-r", "k", "--file", home.resolve("folder").toString());
    transcript.run("send", "-r", "k", "--file", "/dev/zero");
    transcript.run("log", "m", "--home", home.resolve("nowhere").toString());
    transcript.matches("log-mistakes");
    assertThat(home.resolve("run")).doesNotExist();
  }

  @Test
  void files_are_sent_byte_by_byte() throws Exception {
    Transcript transcript = new Transcript(home);
    byte[] bytes = new byte[16 * 1024 * 1024];
    new Random(7).nextBytes(bytes);
    Path large = Files.write(home.resolve("large.json"), bytes);
    Path empty = Files.write(home.resolve("empty"), new byte[0]);
    assertThat(transcript.run("send", "-r", "k", "-f", large.toString(), "--no-wait").exitCode())
        .isZero();
    assertThat(transcript.run("send", "-r", "k", "-f", empty.toString(), "--no-wait").exitCode())
        .isZero();
    assertThat(queued().get(0).body()).isEqualTo(Body.of(bytes));
    assertThat(queued().get(0).contentType()).isEqualTo("application/json");
    assertThat(queued().get(1).body().length()).isZero();
    assertThat(queued().get(1).contentType()).isEqualTo("application/octet-stream");
  }

  @Test
  void what_is_too_large_is_refused() throws Exception {
    Transcript transcript = new Transcript(home);
    transcript.file("config/jetpack.toml", "[outbox]\nmessage_limit_bytes = 1024\n");
    Path large = Files.write(home.resolve("large"), new byte[1025]);
    transcript.run("send", "-r", "k", "-f", large.toString());
    transcript.input(new byte[1025]);
    transcript.run("send", "-r", "k", "-");
    transcript.matches("send-too-large");
    assertThat(home.resolve("run")).doesNotExist();
  }

  @Test
  void a_message_of_a_megabyte_is_fine() throws Exception {
    String text = "é".repeat(500_000);
    Transcript transcript = new Transcript(home).input(text.getBytes(StandardCharsets.UTF_8));
    assertThat(transcript.run("log", "-", "--no-wait").exitCode()).isZero();
    assertThat(body(queued().getFirst())).contains(text);
  }

  @Test
  void who_can_not_write_is_told_why() throws Exception {
    Transcript transcript = new Transcript(home);
    transcript.file("run/outbox", "a file in the way");
    Transcript.Call call = transcript.run("log", "m");
    assertThat(call.exitCode()).isEqualTo(1);
    assertThat(call.err())
        .startsWith("jetpack: the message is not queued, '" + home.resolve("run/outbox") + "'");
  }
}
