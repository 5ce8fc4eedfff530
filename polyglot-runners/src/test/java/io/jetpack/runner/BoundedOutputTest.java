package io.jetpack.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundedOutputTest {

  private static CapturedOutput captured(int limitBytes, String... pieces) {
    BoundedOutput output = new BoundedOutput(limitBytes);
    for (String piece : pieces) {
      byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
      output.write(bytes, 0, bytes.length);
    }
    return output.captured();
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "9", "10"})
  void what_fits_is_whole(int length) {
    String text = "0123456789".substring(0, length);
    assertThat(captured(10, text)).isEqualTo(new CapturedOutput(text, length, 0));
    assertThat(captured(10, text.split(""))).isEqualTo(new CapturedOutput(text, length, 0));
  }

  @ParameterizedTest
  @CsvSource({"11", "12", "15", "16", "1000", "65537"})
  void what_does_not_fit_keeps_its_ends_however_it_was_written(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + i % 26));
    }
    String expected =
        text.substring(0, 5)
            + "\n... "
            + (length - 10)
            + " bytes left out ...\n"
            + text.substring(length - 5);
    CapturedOutput wanted = new CapturedOutput(expected, length, length - 10);
    assertThat(captured(10, text.toString())).isEqualTo(wanted);
    assertThat(captured(10, text.toString().split(""))).isEqualTo(wanted);
    assertThat(captured(10, text.substring(0, 7), text.substring(7))).isEqualTo(wanted);
  }

  @Test
  void a_character_is_not_cut_in_two() {
    CapturedOutput output = captured(10, "abc" + "🚀".repeat(20) + "xyz");
    assertThat(output.text()).isEqualTo("abc\n... 80 bytes left out ...\nxyz");
    assertThat(output.omittedBytes()).isEqualTo(80);
    assertThat(output.totalBytes()).isEqualTo(86);
  }

  @Test
  void a_limit_of_nothing_keeps_nothing_and_counts() {
    assertThat(captured(0, "abc").omittedBytes()).isEqualTo(3);
  }
}
