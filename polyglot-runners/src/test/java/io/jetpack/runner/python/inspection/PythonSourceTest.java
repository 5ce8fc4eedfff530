package io.jetpack.runner.python.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jetpack.runner.Inspection.SyntaxError;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonSourceTest {

  private static SyntaxError refused(byte[] source) {
    return catchThrowableOfType(Refused.class, () -> PythonSource.decode(source)).error();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ISO-8859-1  | # coding: latin-1
          ISO-8859-15 | # vim: set fileencoding=iso-8859-15 :
          UTF-8       | # -*- coding: utf-8 -*-
          UTF-8       | # coding=UTF8
          UTF-8       | # -*- coding: utf-8-unix -*-
          UTF-8       | # coding: UTF_8_SIG
          UTF-8       | text = "# coding: latin-1"
          ISO-8859-1  | # -*- coding: Latin-1-unix -*-
          ISO-8859-1  | # coding: iso_latin_1
          UTF-8       | # nothing
          """)
  void the_bytes_are_read_as_the_first_lines_say(String charset, String line) {
    String text = "#!/usr/bin/python3\n" + line + "\nx = '\u00e9'\n";
    assertThat(PythonSource.decode(text.getBytes(Charset.forName(charset)))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # coding: nonsense      | unknown encoding: nonsense
          # coding: ascii         | (unicode error) 'ascii' codec can't decode byte 0xc3 in position 32
          \uFEFF# coding: latin-1 | encoding problem: latin-1 with a byte order mark
          """)
  void bytesThatAreNotWhatTheFirstLinesSayAreAnError(String line, String message) throws Exception {
    byte[] source = (line + "\nimport os\nx = '\u00e9'\n").getBytes(StandardCharsets.UTF_8);
    assertThat(refused(source).message()).isEqualTo(message);
  }

  @Test
  void the_byte_that_nobody_can_read_has_its_place() {
    byte[] source = "import os\n# \u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

    SyntaxError error = refused(source);

    assertThat(error.line()).isEqualTo(2);
    assertThat(error.column()).isEqualTo(3);
    assertThat(error.message()).contains("0xe9 in position 12");
  }

  @Test
  void a_name_that_only_CPython_knows_is_exchanged_and_nothing_else() {
    String rest = "\nx = 'utf-8-unix \u00e9'\n";
    byte[] script = ("# coding: utf-8-unix -*-" + rest).getBytes(StandardCharsets.UTF_8);

    assertThat(PythonSource.withKnownEncoding(script))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("# coding: utf-8 -*-" + rest);
    for (String line : new String[] {"# coding: UTF-8", "# coding: latin_1", "# coding: gbk", ""}) {
      byte[] same = (line + rest).getBytes(StandardCharsets.UTF_8);
      assertThat(PythonSource.withKnownEncoding(same)).isSameAs(same);
    }
  }
}
