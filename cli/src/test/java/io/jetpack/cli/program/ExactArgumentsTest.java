package io.jetpack.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jetpack.cli.CommandFailure;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExactArgumentsTest {

  private static byte[] commandLine(Charset encoding, String... words) {
    return Stream.of(words).reduce("", (all, word) -> all + word + "\0").getBytes(encoding);
  }

  @Test
  void what_the_runtime_could_not_read_is_read_as_utf_8() {
    byte[] commandLine =
        commandLine(StandardCharsets.UTF_8, "java", "-cp", "x", "log", "schön", "");
    assertThat(ExactArguments.of(commandLine, "log", "sch\uFFFD\uFFFDn", ""))
        .containsExactly("log", "schön", "");
  }

  @Test
  void what_is_no_utf_8_is_refused_with_its_bytes() {
    byte[] commandLine =
        commandLine(StandardCharsets.ISO_8859_1, "java", "log", "über\n" + "x".repeat(80));
    assertThatThrownBy(() -> ExactArguments.of(commandLine, "log", "\uFFFDber\n" + "x".repeat(80)))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "argument 2 is no UTF-8 text: '\\xfcber\\x0a%s...'; convert it with iconv, or rename the file"
                .formatted("x".repeat(55)));
  }

  @Test
  void words_that_are_not_those_of_the_process_stay_as_they_are() {
    byte[] commandLine = commandLine(StandardCharsets.UTF_8, "java", "Test", "\uFFFD");
    assertThat(ExactArguments.of(commandLine, "log", "\uFFFD")).containsExactly("log", "\uFFFD");
    assertThat(ExactArguments.of(new byte[0], "\uFFFD")).containsExactly("\uFFFD");
  }
}
