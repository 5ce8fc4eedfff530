package io.jetpack.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {

  /** Fewer than there are, so that a rule that looks at nothing does not pass. */
  private static final int LEAST_CLASSES = 700;

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.jetpack");

  /** Classes that break the rules, one for each; they lie among the tests. */
  private static final JavaClasses BROKEN =
      new ClassFileImporter()
          .withImportOption(location -> location.contains("/broken"))
          .importPackages("io.jetpack");

  @ParameterizedTest
  @EnumSource(Rules.class)
  void theProgramKeeps(Rules rule) {
    assertThat(rule.rule().evaluate(PROGRAM).getFailureReport().getDetails()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Rules.class)
  void aClassThatBreaksItIsFoundBy(Rules rule) {
    assertThat(rule.rule().evaluate(BROKEN).getFailureReport().getDetails())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains("broken"));
  }

  @Test
  void theRulesLookAtTheWholeProgram() {
    assertThat(PROGRAM).hasSizeGreaterThan(LEAST_CLASSES);
    for (String name :
        List.of(
            "io.jetpack.runner",
            "io.jetpack.runner.process",
            "io.jetpack.healthcheck",
            "io.jetpack.cli",
            "io.jetpack.cli.program",
            "io.jetpack.cli.node",
            "io.jetpack.cli.node.settings",
            "io.jetpack.cli.message.amqp",
            "io.jetpack.cli.healthcheck",
            "io.jetpack.cli.healthcheck.keepalive",
            "io.jetpack.cli.config.facts",
            "io.jetpack.cli.config.cloud",
            "io.jetpack.cli.converge",
            "io.jetpack.cli.converge.locker")) {
      assertThat(PROGRAM.containPackage(name)).as(name).isTrue();
    }
  }
}
