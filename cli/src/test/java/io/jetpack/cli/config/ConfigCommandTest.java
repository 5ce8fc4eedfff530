package io.jetpack.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {

  @TempDir Path home;

  private Transcript transcript;

  @BeforeEach
  void writeNodeFile() throws IOException {
    transcript = new Transcript(home);
    writeNodeFile(home);
  }

  static void writeNodeFile(Path home) throws IOException {
    try (InputStream in = ConfigCommandTest.class.getResourceAsStream("node.json")) {
      assertThat(in).isNotNull();
      Path file = Files.createDirectories(home.resolve("config")).resolve("node.json");
      Files.write(file, in.readAllBytes());
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }
  }

  @Test
  void valuesArePrintedAsPythonPrintsThem() {
    for (String key :
        new String[] {
          "cyclecloud.cluster.name",
          "cyclecloud.cluster.autoscale.stop_enabled",
          "cyclecloud.cluster.autoscale.idle_time_after_jobs",
          "cyclecloud.cluster.autoscale",
          "cyclecloud.node.placement_group",
          "cyclecloud.cluster_init_specs",
          "cyclecloud.cluster_init_specs.1.project",
          "cyclecloud.dots.in.name",
          "cyclecloud.mounts.shared.home.size",
          "cyclecloud.mounts.shared.home.kind",
          "roles",
          "roles.0",
          "run_list",
          "numbers",
          "empty",
          "blank",
          "nothing",
          "no",
          "text",
          "żółw.日本",
          "nested.list",
        }) {
      transcript.run("config", key);
    }
    transcript.matches("config-values");
  }

  @Test
  void jsonIsPrintedAsPythonPrintsIt() {
    transcript.run("config", "cyclecloud.cluster", "--json");
    transcript.run("config", "--json", "cyclecloud.cluster.name");
    transcript.run("config", "roles", "--json");
    transcript.run("config", "run_list", "--json");
    transcript.run("config", "empty", "--json");
    transcript.run("config", "nothing", "--json");
    transcript.run("config", "no", "--json");
    transcript.run("config", "numbers", "--json");
    transcript.run("config", "żółw", "--json");
    transcript.run("config", "cyclecloud.none", "1800", "--json");
    transcript.run("config", "cyclecloud.none", "--json", "False");
    transcript.run("config", "--json", "cyclecloud.none", "");
    transcript.matches("config-json");
  }

  @Test
  void aDefaultIsPrintedAsItIs() {
    for (String word :
        new String[] {"None", "null", "False", "0", "-1", "1800", "", " a  b ", "\"q\""}) {
      transcript.run("config", "cyclecloud.none", word);
      assertThat(transcript.run("config", "cyclecloud.none", word).out()).isEqualTo(word + "\n");
    }
    transcript.run("config", "cyclecloud.none", "--", "--json");
    transcript.run("config", "cyclecloud.cluster.name", "other");
    transcript.run("config", "nothing", "other");
    transcript.run("config", "blank", "other");
    transcript.matches("config-defaults");
  }

  @Test
  void aKeyThatIsNotThereIsNamedWithTheNearestOne() {
    for (String key :
        new String[] {
          "cyclecloud.cluster.nmae",
          "cyclecloud.cluster.frobnicate",
          "cyclecloud.cluster.name.x",
          "cluster.name",
          "Roles",
          "roles.4",
          "zzzzzzzz",
          "",
          ".",
          "x".repeat(300),
        }) {
      transcript.run("config", key);
      transcript.run("config", key, "--json");
    }
    transcript.run("config", "a", "b", "c");
    transcript.run("config", "--jsno");
    transcript.run("config", "roles", "--json", "--json");
    transcript.matches("config-mistakes");
  }

  @Test
  void aModeThatLetsOthersInIsWarnedAboutOnATerminalAndTheValueIsPrinted() throws IOException {
    Path file = home.resolve("config/node.json");
    for (String mode : new String[] {"rw-r--r--", "rw-rw----", "rw-r---w-"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      Transcript.Call call =
          transcript.terminals("out,err").run("config", "cyclecloud.config.username");
      assertThat(call.out()).isEqualTo("cc\n");
      assertThat(call.exitCode()).isZero();
      assertThat(call.err())
          .matches(
              "jetpack: warning: '%1$s' may hold passwords and has mode 0[67]..; chmod 0640 '%1$s'\n"
                  .formatted(file));
      // 2>&1 of a script is no part of a value, and a log is not flooded
      assertThat(transcript.terminals("out").run("config", "roles").err()).isEmpty();
    }
    for (String mode : new String[] {"rw-r-----", "rwxr-x--x", "rw-------"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      assertThat(transcript.terminals("err").run("config", "roles").err()).isEmpty();
    }
  }

  @Test
  void theModeOfWhatIsNoFileIsNotSpokenOf() throws Exception {
    Path file = home.resolve("config/node.json");
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(transcript.terminals("err").run("config", "roles").err())
        .isEqualTo("jetpack: '%s' is a directory, not a file\n".formatted(file));
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", "-m", "666", file.toString()).start().waitFor())
        .isZero();
    assertThat(transcript.run("config", "roles").err())
        .isEqualTo("jetpack: '%s' is not a regular file\n".formatted(file));
  }

  @Test
  void aMetadataServiceThatFailsIsSpokenOfOnceAndNotMeant() {
    transcript.file(
        "config/jetpack.toml",
        """
        [metadata]
        provider = "azure"
        base = "http://127.0.0.1:1"
        """);
    Transcript.Call call = transcript.run("config", "cloud");
    assertThat(call.exitCode()).isEqualTo(1);
    assertThat(call.err().lines().filter(line -> line.contains("metadata service"))).hasSize(1);
    assertThat(call.err())
        .contains("there is no 'cloud' in the node's configuration")
        .doesNotContain("did you mean 'cloud'");
    assertThat(transcript.run("config", "cloud.provider").err())
        .doesNotContain("did you mean 'cloud'");
    assertThat(transcript.run("config", "--json").err().lines()).hasSize(1);
    Transcript.Call typed = transcript.run("config", "cloud", "--typed");
    assertThat(typed.out()).contains("missing", "there is no 'cloud'", "; the metadata service of");
    assertThat(typed.err()).isEmpty();
  }

  @Test
  void noErrorShowsWhatTheFileHolds() {
    transcript.file("config/node.json", "{\"password\": hunter2}");
    for (String[] call :
        new String[][] {{"config", "password"}, {"--verbose", "config", "x", "y"}}) {
      Transcript.Call seen = transcript.run(call);
      assertThat(seen.exitCode()).isEqualTo(1);
      assertThat(seen.out()).isEmpty();
      assertThat(seen.err()).contains("line 1, column").doesNotContain("hunter2");
    }
  }

  @Test
  void plainWordsAndWordsThatJCommanderReadsAreTheSame() {
    assertThat(transcript.run("config", "roles", "--json").out())
        .isEqualTo(transcript.run("config", "--json", "--", "roles").out());
  }
}
