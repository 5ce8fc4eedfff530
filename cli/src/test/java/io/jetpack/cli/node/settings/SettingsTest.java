package io.jetpack.cli.node.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.jetpack.runner.RunnerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

  @TempDir Path directory;

  private SettingsReading read(String toml, Map<String, String> environment) throws IOException {
    Path file = directory.resolve("jetpack.toml");
    Files.writeString(file, toml);
    return SettingsReading.read(file, environment);
  }

  private static Settings good(SettingsReading reading) {
    assertThat(reading).isInstanceOf(SettingsReading.Good.class);
    return ((SettingsReading.Good) reading).settings();
  }

  private List<String> mistakes(String toml, Map<String, String> environment) throws IOException {
    SettingsReading reading = read(toml, environment);
    assertThat(reading).isInstanceOf(SettingsReading.Faulty.class);
    return ((SettingsReading.Faulty) reading)
        .mistakes().stream().map(text -> text.replace(directory.toString(), "HOME")).toList();
  }

  @Test
  void withoutAFileTheDefaultsHold() {
    Settings settings = good(SettingsReading.read(directory.resolve("none"), Map.of()));
    assertThat(settings.parallel()).isEqualTo(4);
    assertThat(settings.timeLimit()).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.limits().killGrace()).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.limits().outputLimitBytes()).isEqualTo(65536);
    assertThat(settings.runners()).isEqualTo(RunnerSettings.defaults());
  }

  @Test
  void theFileHoldsForEveryKnob() throws IOException {
    Settings settings =
        good(
            read(
                """
                [runner]
                batch_command = ["wine", "cmd.exe"]
                warm_contexts = 8

                [healthcheck]
                parallel = 2
                timeout = "30s"
                output_limit_bytes = 1000
                kill_grace = "2s"
                """,
                Map.of()));
    assertThat(settings.runners().batchCommand()).containsExactly("wine", "cmd.exe");
    assertThat(settings.runners().warmContexts()).isEqualTo(8);
    assertThat(settings.parallel()).isEqualTo(2);
    assertThat(settings.timeLimit()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.limits().outputLimitBytes()).isEqualTo(1000);
    assertThat(settings.limits().killGrace()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void theEnvironmentGoesBeforeTheFile() throws IOException {
    Settings settings =
        good(
            read(
                "healthcheck.parallel = 2\nhealthcheck.timeout = '30s'\n",
                Map.of(
                    "JETPACK_HEALTHCHECK_PARALLEL", "9",
                    "JETPACK_RUNNER_BATCH_COMMAND", " wine  cmd.exe /c",
                    "JETPACK_RUN_ID", "of somebody else")));
    assertThat(settings.parallel()).isEqualTo(9);
    assertThat(settings.timeLimit()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.runners().batchCommand()).containsExactly("wine", "cmd.exe", "/c");
  }

  @Test
  void allMistakesAreToldTogetherEachWithWhatToWriteInstead() throws IOException {
    assertThat(
            mistakes(
                """
                colour = "red"
                [runner]
                batch_command = "wine cmd.exe"
                warm_contexts = 0
                [healthcheck]
                paralel = 3
                parallel = "many"
                timeout = 20
                output_limit_bytes = 1.5
                kill_grace = ["1s"]
                [metrics]
                file = "/dev/null"
                zzzzzzz = 1
                """,
                Map.of("JETPACK_HEALTHCHECK_PARALEL", "9", "JETPACK_HEALTHCHECK_TIMEOUT", "soon")))
        .containsExactly(
            "HOME/jetpack.toml: unknown key 'colour'; the sections are node, runner, healthcheck,"
                + " termination, metrics, metadata, amqp, log, outbox,"
                + " converge",
            "HOME/jetpack.toml: unknown key 'healthcheck.paralel'; did you mean"
                + " 'healthcheck.parallel'?",
            "HOME/jetpack.toml: unknown key 'metrics.zzzzzzz'; the keys of [metrics] are port,"
                + " file",
            "environment: unknown variable 'JETPACK_HEALTHCHECK_PARALEL'; did you mean"
                + " 'JETPACK_HEALTHCHECK_PARALLEL'?",
            "HOME/jetpack.toml: runner.batch_command is 'wine cmd.exe'; write a list of words such"
                + " as [\"wine\", \"cmd.exe\", \"/d\", \"/c\"]",
            "HOME/jetpack.toml: runner.warm_contexts is '0'; write a whole number from 1 to 10000",
            "HOME/jetpack.toml: healthcheck.output_limit_bytes is '1.5'; write a whole number from"
                + " 0 to 67108864",
            "HOME/jetpack.toml: healthcheck.kill_grace is '[1s]'; write one duration such as"
                + " \"90s\"",
            "environment: JETPACK_HEALTHCHECK_TIMEOUT is 'soon'; write a duration such as"
                + " \"500ms\", \"90s\", \"15m\" or \"1d12h\"",
            "HOME/jetpack.toml: healthcheck.parallel is 'many'; write a whole number from 1 to 256",
            "HOME/jetpack.toml: metrics.file is '/dev/null'; write an absolute path that ends in"
                + " .prom, since the collector reads no other, or \"\"");
  }

  @Test
  void aFileThatIsNoTomlIsToldWithThePlace() throws IOException {
    assertThat(mistakes("[healthcheck]\nparallel = = 3\n", Map.of()))
        .singleElement()
        .asString()
        .isEqualTo(
            "'HOME/jetpack.toml', line 2, column 12: this is not a value: 'parallel = = 3'; write KEY"
                + " = VALUE, and strings in quotes");
  }

  @ParameterizedTest
  @MethodSource("deeplyNested")
  void whatNestsThousandsDeepIsAMistakeAndNoBug(String toml) throws IOException {
    assertThat(mistakes(toml, Map.of()))
        .containsExactly(
            "'HOME/jetpack.toml' nests tables or lists deeper than any setting lies; write KEY ="
                + " VALUE below [TABLE]");
  }

  static List<String> deeplyNested() {
    int deep = 9000;
    return List.of(
        "a = " + "[".repeat(deep) + "]".repeat(deep) + "\n",
        "a = " + "[ # ]\n".repeat(deep),
        "a = " + "{a=".repeat(deep) + "1" + "}".repeat(deep) + "\n",
        "[a" + ".a".repeat(deep) + "]\nb = 1\n",
        "a" + ".a".repeat(deep) + " = 1\n",
        "a = [{a" + ".a".repeat(deep) + " = 1}]\n");
  }

  @Test
  void anotherKindOfFileDoesNotFillTheScreen() throws IOException {
    Path file = directory.resolve("jetpack.toml");
    StringBuilder text = new StringBuilder("k".repeat(500) + " = 1\n");
    for (int i = 1; i < 5000; i++) {
      text.append("k").append(i).append(" = 1\n");
    }
    Files.writeString(file, text);
    SettingsReading reading = SettingsReading.read(file, Map.of());
    assertThat(reading).isInstanceOf(SettingsReading.Faulty.class);
    String message = ((SettingsReading.Faulty) reading).message();
    assertThat(message)
        .startsWith("there are 5000 mistakes in the settings\n")
        .endsWith("\n  and 4980 more")
        .contains("unknown key '" + "k".repeat(80) + "...'");
    assertThat(message.lines())
        .hasSize(22)
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(300));
  }

  @Test
  void aLongLineIsNotRepeatedWhole() throws IOException {
    assertThat(mistakes("a = " + "1".repeat(3000) + "\n", Map.of()))
        .singleElement()
        .asString()
        .hasSizeLessThan(250);
  }

  @Test
  void aFileThatCanNotBeReadIsTold() throws IOException {
    Path file = directory.resolve("jetpack.toml");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(SettingsReading.read(file, Map.of()))
        .isEqualTo(
            new SettingsReading.Faulty(List.of("'%s' is not UTF-8; convert it".formatted(file))));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "root reads everything");
    assertThat(SettingsReading.read(file, Map.of()))
        .isEqualTo(
            new SettingsReading.Faulty(
                List.of("'%s' cannot be read by this user".formatted(file))));
  }

  @Test
  void severalMistakesAreAListAndOneIsALine() {
    assertThat(new SettingsReading.Faulty(List.of("one")).message()).isEqualTo("one");
    assertThat(new SettingsReading.Faulty(List.of("one", "two")).message())
        .isEqualTo("there are 2 mistakes in the settings\n  one\n  two");
  }
}
