package io.jetpack.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Golden;
import io.jetpack.cli.program.CommandDescription;
import io.jetpack.cli.program.OptionDescription;
import io.jetpack.cli.program.ProgramDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BashCompletionTest {

  private static final ProgramDescription PROGRAM = ProgramDescription.ofThis();

  /** Calls the function as bash does when Tab is pressed, and prints what it offers. */
  private static final String ASK =
      """
      compopt() { printf '(%s)\\n' "$2"; }
      . ./completion
      # so no program can be started
      PATH=/nonexistent
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
      _jetpack
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir Path folder;

  private List<String> offers(ProgramDescription program, String... words) throws Exception {
    Files.writeString(folder.resolve("completion"), BashCompletion.of(program));
    Files.writeString(folder.resolve("ask"), ASK);
    String[] call =
        Stream.concat(Stream.of("bash", "./ask"), Stream.of(words)).toArray(String[]::new);
    return Programs.run(folder, call).lines().filter(line -> !line.isEmpty()).toList();
  }

  private List<String> offers(String... words) throws Exception {
    return offers(PROGRAM, words);
  }

  @Test
  void it_is_what_it_was() {
    Golden.compare(
        Path.of("src/test/resources/golden/manual/completion.bash"), BashCompletion.of(PROGRAM));
  }

  @Test
  void commands_and_what_follows_them_are_offered() throws Exception {
    assertThat(offers("jetpack", ""))
        .containsExactlyElementsOf(
            PROGRAM.commands().stream()
                .map(command -> command.name().replaceAll(" .*", ""))
                .distinct()
                .toList());
    assertThat(offers("jetpack", "healthcheck", "s")).containsExactly("service", "status");
    assertThat(offers("jetpack", "--home", "x", "healthcheck", "s"))
        .containsExactly("service", "status");
    assertThat(offers("jetpack", "help", "healthcheck", "s")).containsExactly("service", "status");
    assertThat(offers("jetpack", "version", "")).isEmpty();
    assertThat(offers("jetpack", "nonsense", "")).isEmpty();
  }

  @Test
  void each_option_of_each_command_is_offered_and_no_hidden_one() throws Exception {
    for (CommandDescription command : PROGRAM.commands()) {
      String[] words = ("jetpack " + command.name() + " -").split(" ", -1);
      assertThat(offers(words))
          .as(command.name())
          .containsExactlyElementsOf(
              Stream.concat(command.options().stream(), PROGRAM.commonOptions().stream())
                  .flatMap(option -> option.names().stream())
                  .toList());
    }
    assertThat(offers("jetpack", "config", "--")).doesNotContain("--typed");
  }

  @Test
  void each_value_that_is_allowed_is_offered_in_both_ways_to_write_it() throws Exception {
    for (CommandDescription command : PROGRAM.commands()) {
      for (OptionDescription option : command.options()) {
        for (String name : option.choices().isEmpty() ? List.<String>of() : option.names()) {
          String before = "jetpack " + command.name() + " " + name;
          assertThat(offers((before + " ").split(" ", -1)))
              .as(before)
              .containsExactlyElementsOf(option.choices());
          assertThat(offers((before + " = ").split(" ", -1)))
              .as(before)
              .containsExactlyElementsOf(option.choices());
        }
      }
    }
    assertThat(offers("jetpack", "log", "--level", "=", "wa")).containsExactly("warn");
    assertThat(offers("jetpack", "log", "--level", "=")).contains("warn", "info");
  }

  @Test
  void files_are_offered_where_files_are_expected() throws Exception {
    assertThat(offers("jetpack", "send", "-f", "")).containsExactly("(default)");
    assertThat(offers("jetpack", "send", "--file", "=", "x")).containsExactly("(default)");
    assertThat(offers("jetpack", "healthcheck", "run", "a", "b")).containsExactly("(default)");
    assertThat(offers("jetpack", "--home", "")).containsExactly("(dirnames)");
    assertThat(offers("jetpack", "send", "")).isEmpty();
    assertThat(offers("jetpack", "send", "-r", "")).isEmpty();
  }

  @Test
  void an_option_is_offered_once_unless_it_may_be_repeated() throws Exception {
    assertThat(offers("jetpack", "log", "-p", "low", "--p")).isEmpty();
    assertThat(offers("jetpack", "converge", "--rerun", "a", "--rerun"))
        .containsExactly("--rerun", "--rerun-changed");
    assertThat(offers("jetpack", "log", "--", "--p")).isEmpty();
    assertThat(offers("jetpack", "keepalive", "status", "")).isEmpty();
  }

  @Test
  void odd_texts_and_names_do_no_harm() throws Exception {
    assertThat(offers(Programs.ODD, "jetpack", "a", "")).containsExactly("b", "b-c");
    assertThat(offers(Programs.ODD, "jetpack", "a", "b", "--o")).containsExactly("--odd-one");
    assertThat(offers(Programs.ODD, "jetpack", "a", "b-c", "")).containsExactly("d");
  }

  @Test
  void shellcheck_finds_nothing() throws Exception {
    Programs.assumeInstalled("shellcheck");
    Files.writeString(folder.resolve("completion"), BashCompletion.of(PROGRAM));
    assertThat(Programs.run(folder, "shellcheck", "completion")).isEmpty();
  }
}
