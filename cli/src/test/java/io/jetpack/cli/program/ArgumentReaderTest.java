package io.jetpack.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.beust.jcommander.Parameter;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentReaderTest {

  private enum Colour {
    RED,
    BLUE
  }

  private static final class Options {
    @Parameter(
        names = {"--name", "-n"},
        placeholder = "NAME")
    private @Nullable String name;

    @Parameter(names = "--count", placeholder = "N")
    private int count;

    @Parameter(names = "--header", placeholder = "KEY=VALUE")
    private List<String> headers = new ArrayList<>();

    @Parameter(names = "--quiet")
    private boolean quiet;

    @Parameter(names = "--colour")
    private Colour colour = Colour.RED;

    @Parameter(placeholder = "MESSAGE")
    private List<String> messages = new ArrayList<>();
  }

  private static final class OneMessage {
    @Parameter(names = "--key", placeholder = "KEY", required = true)
    private @Nullable String key;

    @Parameter(placeholder = "MESSAGE", required = true)
    private @Nullable String message;
  }

  private static Options read(String... words) {
    Options options = new Options();
    new ArgumentReader("jetpack test", options).read(List.of(words));
    return options;
  }

  @Test
  void optionsAndArgumentsMayBeMixed() {
    Options options =
        read("one", "--name", "a", "--quiet", "two", "--count=3", "--colour", "BLUE", "three");
    assertThat(options.name).isEqualTo("a");
    assertThat(options.count).isEqualTo(3);
    assertThat(options.quiet).isTrue();
    assertThat(options.colour).isEqualTo(Colour.BLUE);
    assertThat(options.messages).containsExactly("one", "two", "three");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " a ",
        "\"",
        "\"\"",
        "\"quoted\"",
        "'x'",
        "@file",
        "a=b",
        "-",
        "a\nb",
        "größe 🔥",
        "a,b"
      })
  void argumentsAndValuesArriveExactly(String word) {
    assertThat(read(word, word).messages).containsExactly(word, word);
    assertThat(read("--name", word).name).isEqualTo(word);
    assertThat(read("--name=" + word).name).isEqualTo(word);
  }

  @Test
  void afterTwoHyphensEverythingIsAnArgument() {
    assertThat(read("--quiet", "--", "--name", "-n", "--").messages)
        .containsExactly("--name", "-n", "--");
  }

  @Test
  void aValueMayBeginWithAHyphen() {
    assertThat(read("--name", "-5").name).isEqualTo("-5");
    assertThat(read("--name=--quiet").name).isEqualTo("--quiet");
    assertThat(read("--count=-5").count).isEqualTo(-5);
  }

  @Test
  void aNegativeNumberIsAnArgumentWhereThereAreArguments() {
    assertThat(read("-1h", "-5").messages).containsExactly("-1h", "-5");
    assertThatThrownBy(() -> new ArgumentReader("jetpack test", new Object()).read(List.of("-1h")))
        .hasMessage("unknown option '-1h'; 'jetpack test --help' lists all");
  }

  @Test
  void anOptionOfAListMayBeRepeated() {
    assertThat(read("--header", "a=b", "--header=c=d").headers).containsExactly("a=b", "c=d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --nmae x        | unknown option '--nmae'; did you mean '--name'?
          --whatever      | unknown option '--whatever'; 'jetpack test --help' lists all
          -x              | unknown option '-x'; did you mean '-n'?
          --name          | option '--name' needs a value: --name NAME
          --name --quiet  | option '--name' needs a value: --name NAME
          --name -- x     | option '--name' needs a value: --name NAME
          --quiet=no      | option '--quiet' takes no value
          --quiet --quiet | option '--quiet' is given twice
          -n a --name b   | option '--name' is given twice
          --count many    | --count is 'many'; 'jetpack test --help' tells what is right
          --colour green  | --colour is 'green'; write RED or BLUE
          """)
  void aMistakeIsToldInOurWords(String words, String message) {
    assertThatThrownBy(() -> read(words.split(" ")))
        .isInstanceOfSatisfying(
            CommandFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCodes.USAGE))
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --key k     | MESSAGE is missing; 'jetpack test --help' tells how
          m           | option '--key' is missing: --key KEY
          --key k m n | 'jetpack test' takes one argument, but there is also 'n'; put quotes around what belongs together
          """)
  void whatIsMissingOrTooMuchIsTold(String words, String message) {
    OneMessage options = new OneMessage();
    assertThatThrownBy(
            () -> new ArgumentReader("jetpack test", options).read(List.of(words.split(" "))))
        .hasMessage(message);
  }

  @Test
  void oneArgumentIsReadIntoAString() {
    OneMessage options = new OneMessage();
    new ArgumentReader("jetpack test", options).read(List.of("--key", "k", "\"m\""));
    assertThat(options.message).isEqualTo("\"m\"");
    assertThat(options.key).isEqualTo("k");
  }
}
