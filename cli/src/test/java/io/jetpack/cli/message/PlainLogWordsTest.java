package io.jetpack.cli.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code jetpack log} reads without JCommander is what JCommander would read. */
class PlainLogWordsTest {

  @TempDir Path folder;

  /** What a call puts into the outbox of a home of its own, without what is new in each message. */
  private List<String> queued(String name, String... words) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Transcript.Call call = new Transcript(home).run(words);
    assertThat(call.exitCode()).as(call.err()).isZero();
    try (Stream<Path> entries = Files.list(home.resolve("run/outbox/new"))) {
      return entries
          .map(PlainLogWordsTest::read)
          .map(text -> text.substring(text.lastIndexOf("\"type\"")))
          .toList();
    }
  }

  private static String read(Path entry) {
    try {
      return Files.readString(entry, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void plain_words_say_the_same_in_both_ways() throws Exception {
    assertThat(queued("a", "log", "two words", "--level", "error", "-p", "low", "--no-wait"))
        .hasSize(1)
        .first()
        .asString()
        .contains("two words", "error", "low");
    assertThat(
            queued("b", "log", "--priority", "low", "--no-wait", "--level", "error", "two words"))
        .isEqualTo(queued("c", "log", "--priority=low", "--no-wait", "--level=error", "two words"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--no-wait",
        "-",
        "x y",
        "--level x",
        "x --level",
        "--level loud x",
        "--level=warn x",
        "--level warn --level warn x",
        "-p low --priority low x",
        "--no-wait --no-wait x",
        "x --wait",
        "x --timeout 5s",
        "x --nonsense",
        "-- x"
      })
  void everything_else_is_left_to_jcommander(String words) {
    List<String> given = words.isEmpty() ? List.of() : List.of(words.split(" ", -1));
    assertThat(LogCommand.ofPlainWords(given)).isEmpty();
  }
}
