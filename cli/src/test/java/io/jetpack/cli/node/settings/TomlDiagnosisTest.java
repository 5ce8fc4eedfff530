package io.jetpack.cli.node.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a jetpack.toml that is not TOML. */
@Timeout(60)
class TomlDiagnosisTest {

  private static final Path FILE = Path.of("jetpack.toml");
  private static final Path SHIPPED = Path.of("src", "dist", "config", "jetpack.toml");

  /** All that TOML has, of what the parser takes. */
  private static final String ALL =
      """
      # a comment
      title = "a \\t \\u00e9 # string"
      'quoted key' = 'C:\\dir'
      long = \"""
      one
        two \\
        three [x] = ""\"""
      literal = '''
      [not a table]
      ''''

      [healthcheck] # of checks
      parallel = 4
      interval="10m"
      numbers = [1, +2, -3, 0x1F, 0o17, 0b1, 1_000, 1.5, 2e3, inf, -nan,
        # within
        [true, false], ]
      times = [1979-05-27T07:32:00Z, 1979-05-27 07:32:00, 1979-05-27, 07:32:00.5]
      inline = { a = 1, b.c = 'x', d = {} }
      dotted . name = 1
      "dotted".other = 2

      [a.b.c]
      x = 1
      [a]
      y = 1
      [[tables]]
      name = "one"
      [tables.of]
      z = 1
      [[tables]]
      name = "two"
      [tables.of]
      z = 2
      """;

  private static String said(String text) {
    return TomlParser.parse(FILE, text) instanceof TomlFile.Reading.Broken(String reason)
        ? reason.replace("'jetpack.toml', ", "")
        : "";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // what is there twice
        "[a]¶x=1¶[b]¶[a]¶y=2 | line 4: [a] is there already, line 1; put its settings there",
        "x=1¶x=2 | line 2: 'x' is there already, line 1; keep one of them",
        "[a]¶x=1¶¶x=2 | line 4: 'x' of [a] is there already, line 2; keep one of them",
        "['a']¶x=1¶[a] | line 3: [a] is there already, line 1; put its settings there",
        "[ \"a\" . b ]¶x=1¶[a.'b'] | line 3: [a.b] is there already, line 1; put its settings there",
        "[a]¶'x'=1¶\"x\"=2 | line 3: 'x' of [a] is there already, line 2; keep one of them",
        "a.x=1¶[a]¶y=1 | line 2: [a] is there already, line 1; put its settings there",
        "[a]¶b.c=1¶[a.b]¶d=1 | line 3: [a.b] is there already, line 2; put its settings there",
        "a.b=1¶a.b=2 | line 2: 'a.b' is there already, line 1; keep one of them",
        "a.b=1¶a.b.c=2 | line 2: 'a.b' has a value already, line 1; nothing can be added to that",
        "[a]¶b=1¶[a.b]¶c=1 | line 3: [a.b] is there already, line 2; put its settings there",
        "a={b=1}¶[a]¶c=1 | line 2: [a] is there already, line 1; put its settings there",
        "a={b=1}¶a.c=2 | line 2: 'a' has a value already, line 1; nothing can be added to that",
        "a={b=1, b=2} | line 1: 'b' is there already, line 1; keep one of them",
        "[[a]]¶x=1¶[a]¶y=2 | line 3: [a] is there already, line 1; put its settings there",
        "[a]¶x=1¶[[a]]¶y=2 | line 3: [[a]] is there already, line 1; keep one of them",
        "[[a]]¶x=1¶[[a]]¶x=1¶x=2 | line 5: 'x' of [[a]] is there already, line 4; keep one of them",
        "s=\"\"\"¶[a]¶x=1¶\"\"\"¶[a]¶x=1¶t='''¶[a]¶'''¶[a] | line 10: [a] is there already, line 5; put its settings there",
        "l=[¶'[a]', # [a]¶]¶[a]¶x=1¶[a] | line 6: [a] is there already, line 4; put its settings there",
        "# [a]¶[a]¶x=1¶ [a] # again | line 4: [a] is there already, line 2; put its settings there",
        "[a.b]¶x=1¶[a]¶[a.b] | line 4: [a.b] is there already, line 1; put its settings there",
        "[a]¶[a] | line 2: [a] is there already, line 1; put its settings there",
        // what is not written as it must be
        "x=1¶y = | line 2, column 4: the value is missing: 'y ='; write KEY = VALUE, and strings in quotes",
        "interval = 10m | line 1, column 12: this is not a value: 'interval = 10m'; write KEY = VALUE, and strings in quotes",
        "x = True | line 1, column 5: this is not a value: 'x = True'; write KEY = VALUE, and strings in quotes",
        "t = “30s” | line 1, column 5: this is not a value: 't = “30s”'; write KEY = VALUE, and strings in quotes",
        "x = 01 | line 1, column 5: this is not a value: 'x = 01'; write KEY = VALUE, and strings in quotes",
        "[a]¶interval \"1m\" | line 2, column 10: '=' is missing after the key: 'interval \"1m\"'; write KEY = VALUE, and strings in quotes",
        "nonsense¶x=1 | line 1, column 9: '=' is missing after the key: 'nonsense'; write KEY = VALUE, and strings in quotes",
        "= 1 | line 1, column 1: this is not a name: '= 1'; write KEY = VALUE, and strings in quotes",
        "a..b=1 | line 1, column 3: this is not a name: 'a..b=1'; write KEY = VALUE, and strings in quotes",
        "é = 1 | line 1, column 1: this is not a name: 'é = 1'; write KEY = VALUE, and strings in quotes",
        "x=1¶y = \"abc¶z=2 | line 2, column 5: the string that begins here does not end: 'y = \"abc'; close it with \" on the same line",
        "y = 'abc | line 1, column 5: the string that begins here does not end: 'y = 'abc'; close it with ' on the same line",
        "x=1¶y = \"\"\"abc¶z=2 | line 2, column 5: the string that begins here does not end: 'y = \"\"\"abc'; close it with \"\"\"",
        "x=1¶y = [1,¶ 2,¶z=3 | line 4, column 1: this is not a value: 'z=3'; write KEY = VALUE, and strings in quotes",
        "x=1¶y = [1,¶ 2, | line 2, column 5: the list that begins here does not end: 'y = [1,'; close it with ]",
        "y = [1 2] | line 1, column 8: ',' is missing between two values: 'y = [1 2]'; close the list with ]",
        "y = {a=1¶} | line 1, column 5: the table that begins here does not end: 'y = {a=1'; close it with } on the same line",
        "y = {a=1 b=2} | line 1, column 10: ',' or '}' is missing here: 'y = {a=1 b=2}'; write {KEY = VALUE, KEY = VALUE}",
        "x = 1 2 | line 1, column 7: something follows what was complete: 'x = 1 2'; write one KEY = VALUE a line",
        "[a] x=1 | line 1, column 5: something follows what was complete: '[a] x=1'; write one KEY = VALUE a line",
        "[a¶x=1 | line 1, column 3: ']' is missing at the end of the table's name: '[a'; write a table as [NAME]",
        "x=1¶[a]]¶y=1 | line 2, column 3: ']' is missing at the end of the table's name: '[a]]'; write a table as [NAME]",
        "[[a]¶y=1 | line 1, column 4: ']]' is missing at the end of the table's name: '[[a]'; write a table as [NAME]",
        "[]¶y=1 | line 1, column 2: this is not a name: '[]'; write a table as [NAME]",
        "x = \"C:\\dir\" | line 1, column 8: this is not an escape that TOML has: 'x = \"C:\\dir\"'; write \\\\ for a backslash, or put the string in single quotes",
        "x=1¶# \u0001¶ | line 2, column 3: there is a control character, number 1: '# \uFFFD'; take it out",
        "\uFEFFx=1 | line 1, column 1: the file begins with a byte order mark: '\uFEFFx=1'; save it as UTF-8 without",
      })
  void what_is_wrong_is_said_in_words_of_the_file_with_its_place(String text, String message) {
    assertThat(said(text.replace('¶', '\n'))).isEqualTo(message);
    assertThat(said(text.replace("¶", "\r\n"))).as("lines of Windows").isEqualTo(message);
  }

  @Test
  void what_the_parser_takes_has_no_fault() throws IOException {
    assertThat(said(ALL)).isEmpty();
    assertThat(TomlDiagnosis.of(ALL)).isEmpty();
    String active = Files.readString(SHIPPED).replaceAll("(?m)^# (\\w+ = )", "$1");
    assertThat(said(active)).isEmpty();
    assertThat(TomlDiagnosis.of(active)).isEmpty();
  }

  @Test
  void a_table_that_is_put_behind_the_shipped_file_is_named_with_both_lines() throws IOException {
    List<String> lines = Files.readAllLines(SHIPPED);
    String text = Files.readString(SHIPPED) + "\n[termination]\naction = \"none\"\n";
    assertThat(said(text))
        .isEqualTo(
            "line %d: [termination] is there already, line %d; put its settings there"
                .formatted(lines.size() + 2, lines.indexOf("[termination]") + 1));
  }

  /** A finding where the parser finds nothing would blame what is right. */
  @Test
  void of_thousands_of_damaged_files_it_refuses_none_that_the_parser_takes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int refused = 0;
    int explained = 0;
    for (int i = 0; i < 5000; i++) {
      String text = damaged(random);
      Optional<TomlFault> fault = TomlDiagnosis.of(text);
      if (said(text).isEmpty()) {
        assertThat(fault).as("seed %d, file %d: %s", seed, i, text).isEmpty();
      } else {
        refused++;
        explained += fault.isPresent() ? 1 : 0;
      }
    }
    assertThat(refused).isGreaterThan(1000);
    assertThat(explained).as("of %d, seed %d", refused, seed).isGreaterThan(refused * 97 / 100);
  }

  private static String damaged(Random random) {
    StringBuilder text = new StringBuilder(ALL);
    String letters = "\"'[]{}=#.,\\\n\r \t0aé-_\u0001:T";
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      int at = random.nextInt(text.length());
      int length = Math.min(text.length() - at, random.nextInt(1, 30));
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, letters.charAt(random.nextInt(letters.length())));
        case 2 -> text.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
        default -> text.insert(random.nextInt(text.length()), text.substring(at, at + length));
      }
    }
    return text.toString();
  }
}
