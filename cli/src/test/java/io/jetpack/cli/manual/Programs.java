package io.jetpack.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jetpack.cli.program.CommandDescription;
import io.jetpack.cli.program.OptionDescription;
import io.jetpack.cli.program.ProgramDescription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Shells and formatters that take what is generated, and a program that is hard to describe. */
final class Programs {

  private static final String NASTY =
      ".so it's \"100%\" of [a:b] $HOME `id` \\fB x \\ 'y' -- {z} and so on until the line is long";

  private static final OptionDescription OPTION =
      new OptionDescription(List.of("-o", "--odd-one"), "W:X [Y]", NASTY, true, List.of());

  /** A command that is also the beginning of another, and texts with every character of note. */
  static final ProgramDescription ODD =
      new ProgramDescription(
          "1",
          List.of(command("a"), command("a b"), command("a b-c d")),
          List.of(OPTION),
          List.of(),
          "");

  private Programs() {}

  private static CommandDescription command(String name) {
    return new CommandDescription(
        name, NASTY, NASTY, "[X]", Optional.of(OPTION), List.of(OPTION), NASTY + "\n\n  " + NASTY);
  }

  static boolean installed(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  static void assumeInstalled(String program) {
    assumeTrue(installed(program), program + " is not installed");
  }

  /** Runs a program that must succeed, and returns all that it said. */
  static String run(Path folder, String... words) throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
      String text = Files.readString(said, StandardCharsets.UTF_8);
      assertThat(process.exitValue()).as(text).isZero();
      return text;
    } finally {
      process.destroyForcibly();
    }
  }
}
