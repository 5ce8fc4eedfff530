package io.jetpack.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

  @Test
  void ordinaryTextStaysAsItIs() {
    assertThat(PlainText.line("disk ist größer als 95 % 🔥 [ok]"))
        .isEqualTo("disk ist größer als 95 % 🔥 [ok]");
  }

  @Test
  void coloursTitlesAndLinksAreRemoved() {
    assertThat(PlainText.line("\u001B[31;1mred\u001B[0m")).isEqualTo("red");
    assertThat(PlainText.line("\u001B]0;title\u0007text")).isEqualTo("text");
    assertThat(PlainText.line("\u001B]8;;http://x\u001B\\link\u001B]8;;\u001B\\"))
        .isEqualTo("link");
    assertThat(PlainText.line("\u009B31mred\u001B(B")).isEqualTo("red");
    assertThat(PlainText.line("end\u001B")).isEqualTo("end");
    assertThat(PlainText.line("\u001B[2J\u001B[Hcleared")).isEqualTo("cleared");
  }

  @Test
  void controlCharactersAreShownAndDoNothing() {
    assertThat(PlainText.line("a\u0007b\u0000c\td\u0085e\u007F"))
        .isEqualTo("a\uFFFDb\uFFFDc d\uFFFDe\uFFFD");
  }

  @Test
  void textCanNotRunBackwards() {
    assertThat(PlainText.line("exit \u202E452\u202C")).isEqualTo("exit 452");
  }

  @Test
  void ofAProgressLineTheLastStateIsShown() {
    assertThat(PlainText.line("10 %\r50 %\r100 %\r")).isEqualTo("100 %");
  }

  @Test
  void of_several_lines_each_is_made_plain() {
    assertThat(PlainText.lines("a\u001B[31m\n  b\u0007\n")).isEqualTo("a\n  b\uFFFD");
    assertThat(PlainText.lines("")).isEmpty();
  }
}
