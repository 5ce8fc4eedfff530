package io.jetpack.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckHeaderTest {

  @TempDir Path directory;

  private CheckHeader read(String content) {
    Path script = new Folder(directory).file("check", content);
    return CheckHeader.read(script, CheckSettings.DEFAULTS, List.of("process", "python"));
  }

  private CheckSettings settings(String content) {
    CheckHeader header = read(content);
    assertThat(header.mistakes()).isEmpty();
    return header.settings();
  }

  private List<String> mistakes(String words) {
    return read("#!/bin/bash\n# jetpack: " + words + "\n").mistakes();
  }

  @Test
  void allSettingsAreRead() {
    assertThat(
            settings(
                """
                #!/bin/bash
                # jetpack: interval=1m timeout=20s confirm=2 runtime=process daemons=keep
                """))
        .isEqualTo(
            new CheckSettings(
                Optional.of(Duration.ofMinutes(1)),
                Duration.ofSeconds(20),
                2,
                Optional.of("process"),
                true));
  }

  @Test
  void aScriptWithoutHeaderHasTheDefaults() {
    CheckSettings settings = settings("#!/bin/bash\n# timeout=5s\necho 'jetpack: timeout=5s'\n");
    assertThat(settings).isEqualTo(CheckSettings.DEFAULTS);
    assertThat(settings.timeLimit()).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.confirm()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# jetpack: timeout=7s",
        "#jetpack:timeout=7s",
        "   ## jetpack:   timeout=7s   ",
        "# Jetpack: timeout=7s",
        "rem jetpack: timeout=7s",
        "REM JETPACK: timeout=7s",
        "@rem jetpack: timeout=7s",
        ":: jetpack: timeout=7s",
        "// jetpack: timeout=7s",
        "-- jetpack: timeout=7s",
        "\uFEFF# jetpack: timeout=7s",
        "# jetpack: timeout=7s\r"
      })
  void theCommentsOfAllLanguagesHoldHeaders(String line) {
    assertThat(settings(line + "\n").timeLimit()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void severalLinesAddUp() {
    CheckSettings settings = settings("# jetpack: timeout=7s\n# jetpack: confirm=3\n");
    assertThat(settings.timeLimit()).isEqualTo(Duration.ofSeconds(7));
    assertThat(settings.confirm()).isEqualTo(3);
  }

  @Test
  void theThirtiethLineIsTheLastOneRead() {
    String line = "# jetpack: timeout=7s\n";
    assertThat(settings("\n".repeat(29) + line).timeLimit()).isEqualTo(Duration.ofSeconds(7));
    assertThat(settings("\n".repeat(30) + line)).isEqualTo(CheckSettings.DEFAULTS);
  }

  @Test
  void proseThatNamesJetpackIsNoHeader() {
    assertThat(settings("# Jetpack: the agent of our nodes\n# remove jetpack: x=y\n"))
        .isEqualTo(CheckSettings.DEFAULTS);
  }

  @Test
  void rulesToIgnoreAreForTheValidator() {
    assertThat(settings("# jetpack: ignore=bare-254\n# jetpack: ignore=no-reason\n"))
        .isEqualTo(CheckSettings.DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          tiemout=5s      | line 2: unknown key 'tiemout'; did you mean 'timeout'?
          colour=red      | line 2: unknown key 'colour'; the keys are interval, timeout, confirm, runtime, daemons, ignore
          Timeout=5s      | line 2: unknown key 'Timeout'; did you mean 'timeout'?
          timeout         | line 2: 'timeout' is not KEY=VALUE, for instance timeout=20s
          timeout=        | line 2: timeout: '' is no duration; write for instance 90s, 15m, 6h, 2d or 1d12h
          interval=5      | line 2: interval: '5' is no duration; write for instance 90s, 15m, 6h, 2d or 1d12h
          confirm=0       | line 2: confirm: '0' is not a whole number from 1 to 1000
          confirm=99999999999 | line 2: confirm: '99999999999' is not a whole number from 1 to 1000
          runtime=perl    | line 2: runtime: there is no 'perl'; there are process, python
          daemons=kill    | line 2: daemons: 'kill' is not 'keep'; without it, what a check leaves behind is killed
          confirm=2 confirm=3 | line 2: 'confirm' is said twice; remove one
          """)
  void aMistakeNamesWhatIsWrongAndWhatIsRight(String words, String mistake) {
    assertThat(mistakes(words)).containsExactly(mistake);
  }

  @Test
  void allMistakesAreToldAtOnce() {
    assertThat(mistakes("tiemout=5s confirm=x\n# jetpack: y")).hasSize(3);
  }

  @Test
  void aProgramThatIsOneHugeLineIsNotReadWhole() throws IOException {
    Path program = directory.resolve("program");
    try (var file = new java.io.RandomAccessFile(program.toFile(), "rw")) {
      file.setLength(8L << 30);
    }
    assertThat(CheckHeader.read(program, CheckSettings.DEFAULTS, List.of()).mistakes()).isEmpty();
    Files.delete(program);
  }
}
