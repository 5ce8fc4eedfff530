package io.jetpack.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

  @Test
  void theLastThreeLinesThatSaySomethingAreTheReason() {
    assertThat(Excerpt.of("one\ntwo\n\n  three \r\n \nfour\n")).hasValue("two | three | four");
  }

  @Test
  void outputWithoutAWordHasNoExcerpt() {
    assertThat(Excerpt.of("")).isEmpty();
    assertThat(Excerpt.of(" \n\t\n\u001B[0m\n")).isEmpty();
  }

  @Test
  void aLongLastLineLosesItsEnd() {
    String excerpt = Excerpt.of("before\n" + "x".repeat(5000)).orElseThrow();
    assertThat(excerpt).isEqualTo("x".repeat(297) + "...");
  }

  @Test
  void linesThatDoNotFitBesideTheLastOneAreLeftOut() {
    assertThat(Excerpt.of("x".repeat(290) + "\nmiddle line\nlast line"))
        .hasValue("middle line | last line");
  }

  @Test
  void aCutNeverSplitsACharacter() {
    String excerpt = Excerpt.of("a" + "🔥".repeat(400)).orElseThrow();
    assertThat(excerpt).hasSizeLessThanOrEqualTo(300).endsWith("🔥...");
    assertThat(Excerpt.of("🔥".repeat(400)).orElseThrow()).endsWith("🔥...");
  }

  @Test
  void ofATracebackTheExceptionAndItsPlaceAreTheReason() {
    assertThat(
            Excerpt.of(
                """
                Traceback (most recent call last):
                  File "/etc/checks/disk.py", line 12, in <module>
                    main()
                  File "/etc/checks/disk.py", line 7, in main
                    raise ValueError("no disk")
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^
                ValueError: no disk
                """))
        .hasValue("ValueError: no disk (disk.py line 7)");
  }

  @Test
  void ofASyntaxErrorTheMessageAndItsPlaceAreTheReason() {
    assertThat(
            Excerpt.of(
                """
                  File "/etc/checks/disk.py", line 3
                    print(
                         ^
                SyntaxError: '(' was never closed
                """))
        .hasValue("SyntaxError: '(' was never closed (disk.py line 3)");
  }

  @Test
  void whatAScriptSaysAfterATracebackIsKept() {
    assertThat(
            Excerpt.of(
                """
                  File "disk.py", line 3, in f
                    g()
                json.decoder.JSONDecodeError: Expecting value
                giving up
                """))
        .hasValue("json.decoder.JSONDecodeError: Expecting value | giving up (disk.py line 3)");
  }

  @Test
  void textThatOnlyMentionsAPlaceIsNoTraceback() {
    assertThat(Excerpt.of("  File \"disk.py\", line 3\nis where I stopped reading"))
        .hasValue("File \"disk.py\", line 3 | is where I stopped reading");
  }
}
