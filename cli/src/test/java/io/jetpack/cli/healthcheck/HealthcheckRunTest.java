package io.jetpack.cli.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import io.jetpack.cli.Transcript.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HealthcheckRunTest {

  private static final String LONG =
      "no route to 10.1.2.3: tried three times in forty seconds, the last answer was: network is"
          + " unreachable";

  @TempDir Path home;

  private Transcript transcript;

  @BeforeEach
  void openTranscript() {
    transcript = new Transcript(home);
  }

  private void writeChecksOfAllKinds() {
    transcript.check("10_fine.sh", "echo all is well");
    transcript.check("100_network.sh", "echo '" + LONG + "' >&2; exit 3");
    transcript.check("disk.sh", "echo 'sda has 12 bad sectors' >&2; exit 254");
    transcript.check("header.sh", "# jetpack: tiemout=5s\nexit 0");
    transcript.check("killed.sh", "kill -9 $$");
    transcript.check("silent.sh", "exit 1");
    transcript.check("slow.sh", "# jetpack: timeout=300ms\necho waiting for the mount; sleep 60");
    transcript.file("config/healthcheck.d/limits.json", "{}");
    transcript.file("config/healthcheck.d/old.sh~", "");
    transcript.file("config/healthcheck.d/README", "");
    transcript.file("config/healthcheck.d/lib/x.sh", "");
  }

  @Test
  void aTableShowsWhatTheChecksSay() {
    writeChecksOfAllKinds();
    transcript.run("healthcheck", "run");
    transcript.matches("healthcheck-run");
  }

  @Test
  void onATerminalTheTableFitsAndIsColoured() {
    writeChecksOfAllKinds();
    transcript
        .terminals("out")
        .variable("TERM", "xterm")
        .variable("COLUMNS", "80")
        .run("healthcheck", "run");
    transcript.variable("NO_COLOR", "1").run("healthcheck", "run");
    transcript.matches("healthcheck-run-terminal");
  }

  @Test
  void machinesGetJson() {
    writeChecksOfAllKinds();
    transcript.run("healthcheck", "run", "--format", "json");
    transcript.matches("healthcheck-run-json");
  }

  @Test
  void theExitCodeTellsTheWorst() {
    Path fine = transcript.check("fine.sh", "exit 0");
    Path odd = transcript.check("odd.sh", "exit 7");
    Path bad = transcript.check("bad.sh", "exit 254");
    assertThat(exitCode(fine)).isZero();
    assertThat(exitCode(fine, odd)).isEqualTo(1);
    assertThat(exitCode(odd)).isEqualTo(1);
    assertThat(exitCode(bad, odd, fine)).isEqualTo(254);
  }

  private int exitCode(Path... scripts) {
    String[] args = new String[scripts.length + 2];
    args[0] = "healthcheck";
    args[1] = "run";
    for (int i = 0; i < scripts.length; i++) {
      args[i + 2] = scripts[i].toString();
    }
    return transcript.run(args).exitCode();
  }

  @Test
  void whereThereIsNothingToRunAMessageSaysSo() throws IOException {
    transcript.run("healthcheck", "run");
    Files.createDirectories(home.resolve("config/healthcheck.d"));
    transcript.run("healthcheck", "run");
    transcript.file("config/healthcheck.d/notes.txt", "");
    transcript.run("healthcheck", "run");
    transcript.run("healthcheck", "run", home + "/nowhere", home + "/config", "");
    transcript.run("healthcheck", "run", "--format", "json", home + "/nowhere");
    transcript.matches("healthcheck-run-nothing");
  }

  @Test
  void scriptsAndFoldersMayBeMixedAndRunOnce() {
    Path one = transcript.check("one.sh", "exit 0");
    transcript.file("more/one.sh", "exit 0");
    transcript.file("more/two.sh", "exit 0");
    String checks = home + "/config/healthcheck.d";
    Call call =
        transcript.run("healthcheck", "run", home + "/more", one.toString(), checks, checks + "/.");
    assertThat(call.out().lines().skip(1).limit(3).map(line -> line.split(" +")[1]))
        .as("a name that is there twice is told by its path")
        .containsExactly(home + "/more/one.sh", "two.sh", one.toString());
    assertThat(call.out()).contains("\n3 healthy\n");
  }

  @Test
  void whateverAScriptWritesTheJsonIsValid() {
    Path script =
        transcript.check(
            "bytes.sh",
            "for i in {0..255}; do printf \"\\\\x$(printf %x $i)\"; done; printf '\\xff\\xfe\"' >&2;"
                + " exit 3");
    Call call = transcript.run("healthcheck", "run", "--format=json", script.toString());
    JsonNode check = new JsonMapper().readTree(call.out()).get("checks").get(0);
    assertThat(check.get("stdout").stringValue()).contains("ABC", "\uFFFD", "\u0001", "\\");
    assertThat(check.get("stderr").stringValue()).isEqualTo("\uFFFD\uFFFD\"");
    assertThat(check.get("exit_code").intValue()).isEqualTo(3);
    assertThat(check.get("duration_seconds").doubleValue()).isBetween(0.0001, 60.0);
    assertThat(check.get("cpu_seconds").isNumber()).isTrue();
  }

  @Test
  void whatAScriptWritesDoesNothingToTheTerminal() {
    Path script =
        transcript.check("evil.sh", "printf '\\e[2J\\e]0;title\\a\\e[31mred\\e[0m\\n' >&2; exit 3");
    Call call = transcript.run("healthcheck", "run", script.toString());
    assertThat(call.out()).contains("exited 3: red").doesNotContain("\u001B", "\u0007", "title");
  }

  @Test
  void aScriptSeesTheHomeAndTheEnvironment() {
    Path script =
        transcript
            .variable("SOME_VARIABLE", "some value")
            .check("env.sh", "echo \"$CYCLECLOUD_HOME|$SOME_VARIABLE\" >&2; exit 3");
    assertThat(transcript.run("healthcheck", "run", script.toString()).out())
        .contains("exited 3: " + home + "|some value");
  }

  @Test
  void theSettingsOfTheHomeHold() {
    transcript.file(
        "config/jetpack.toml", "[healthcheck]\ntimeout = \"200ms\"\noutput_limit_bytes = 10\n");
    Path slow = transcript.check("slow.sh", "sleep 60");
    Path loud = transcript.check("loud.sh", "echo 0123456789012345678901234567890123456789");
    assertThat(transcript.run("healthcheck", "run", slow.toString()).out())
        .contains("timed out after 200ms without a word");
    assertThat(transcript.run("healthcheck", "run", "--format=json", loud.toString()).out())
        .contains("\"stdout\": \"01234\\n... 31 bytes left out ...\\n6789\\n\"");
  }
}
