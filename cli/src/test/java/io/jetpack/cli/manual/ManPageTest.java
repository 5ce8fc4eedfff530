package io.jetpack.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Golden;
import io.jetpack.cli.program.CommandDescription;
import io.jetpack.cli.program.OptionDescription;
import io.jetpack.cli.program.ProgramDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ManPageTest {

  private static final ProgramDescription PROGRAM = ProgramDescription.ofThis();

  @TempDir Path folder;

  private void write(ProgramDescription program) throws Exception {
    Files.writeString(folder.resolve("jetpack.1"), ManPage.of(program, "2026-01-31"));
  }

  @Test
  void it_is_what_it_was() {
    Golden.compare(
        Path.of("src/test/resources/golden/manual/jetpack.1"),
        ManPage.of(PROGRAM, "2026-01-31").replace(PROGRAM.version(), "VERSION"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void formatters_find_nothing_wrong(boolean odd) throws Exception {
    write(odd ? Programs.ODD : PROGRAM);
    if (Programs.installed("groff")) {
      assertThat(Programs.run(folder, "groff", "-man", "-ww", "-z", "jetpack.1")).isEmpty();
    }
    Programs.assumeInstalled("mandoc");
    String level = odd ? "warning" : "style";
    assertThat(Programs.run(folder, "mandoc", "-T", "lint", "-W", level, "jetpack.1")).isEmpty();
  }

  @Test
  void readers_find_each_command_and_option() throws Exception {
    Programs.assumeInstalled("mandoc");
    write(PROGRAM);
    String page =
        Programs.run(folder, "mandoc", "-T", "ascii", "-O", "width=200", "jetpack.1")
            .replaceAll(".\b", "");
    for (CommandDescription command : PROGRAM.commands()) {
      assertThat(page).contains("   jetpack " + command.name() + "\n").contains(command.sentence());
      for (OptionDescription option : command.options()) {
        assertThat(option.names()).allMatch(page::contains);
        assertThat(option.choices()).allMatch(page::contains);
      }
    }
  }

  @Test
  void the_build_finds_the_files_where_shells_and_man_look() throws Exception {
    Manual.main(folder.toString(), "2026-01-31");
    assertThat(folder.resolve("bash-completion/completions/jetpack")).isRegularFile();
    assertThat(folder.resolve("zsh/site-functions/_jetpack")).isRegularFile();
    assertThat(folder.resolve("man/man1/jetpack.1")).isRegularFile();
  }
}
