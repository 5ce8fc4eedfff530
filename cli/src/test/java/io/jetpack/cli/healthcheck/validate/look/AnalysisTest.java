package io.jetpack.cli.healthcheck.validate.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Source;
import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.CheckSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An error of ours costs the findings of one script. */
class AnalysisTest {

  @TempDir Path folder;

  static Stream<Supplier<List<Finding>>> failures() {
    return Stream.of(
        () -> {
          throw new NoSuchElementException("no value");
        },
        () -> {
          throw new StackOverflowError();
        });
  }

  @ParameterizedTest
  @MethodSource("failures")
  void a_script_that_cannot_be_analyzed_is_a_finding(Supplier<List<Finding>> rules)
      throws IOException {
    assertThat(Analysis.of(source(), rules))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.rule()).isEqualTo("not-analyzed");
          assertThat(finding.file()).isEqualTo(folder.resolve("check.sh"));
          assertThat(finding.message()).startsWith("the script could not be analyzed: ");
        });
  }

  @Test
  void what_rules_find_is_passed_on() throws IOException {
    Source source = source();
    List<Finding> found = Analysis.of(source, () -> ShellRules.look(source));

    assertThat(found).extracting(Finding::rule).containsExactly("accidental-254");
  }

  private Source source() throws IOException {
    Path script = Files.writeString(folder.resolve("check.sh"), "exit -2\n");
    Check check = new Check(script, "process", CheckSettings.DEFAULTS, List.of());
    return Source.of(check, "exit -2\n", true, Source.Role.CHECK);
  }
}
