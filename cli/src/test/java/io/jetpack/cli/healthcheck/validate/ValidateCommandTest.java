package io.jetpack.cli.healthcheck.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import io.jetpack.cli.Transcript.Call;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class ValidateCommandTest {

  @TempDir Path home;

  private Transcript transcript;

  @BeforeEach
  void openTranscript() {
    transcript = new Transcript(home);
    // the same on every machine: no shellcheck
    Path programs = home.resolve("programs");
    try {
      Files.createDirectories(programs);
      for (String name : List.of("bash", "sh", "sleep", "mktemp", "mkdir")) {
        Path there = Path.of("/usr/bin", name);
        Files.createSymbolicLink(
            programs.resolve(name), Files.exists(there) ? there : Path.of("/bin", name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    transcript.variable("PATH", programs.toString());
  }

  private void writeChecks() {
    transcript.check("accident.sh", "# a tab\t\nif true; then\n\techo bad; exit -2\nfi\nexit -2");
    transcript.check("broken.sh", "echo a\nfi");
    transcript.check("fine.sh", "exit 0");
    transcript.file("config/healthcheck.d/module.py", "import os\nimport psutil, yaml\n");
    transcript.check("100%,odd:name.sh", "tool --token='<a>&\"b'\nexit 0");
    transcript.file("config/healthcheck.d/notes.txt", "");
  }

  @Test
  void peopleSeeLinesWithCarets() {
    writeChecks();
    transcript.run("healthcheck", "validate");
    transcript.matches("healthcheck-validate");
  }

  @Test
  void onATerminalItIsColouredAndFits() {
    transcript.check("accident.sh", "exit -2");
    transcript.terminals("out").variable("TERM", "xterm").variable("COLUMNS", "60");
    transcript.run("healthcheck", "validate");
    transcript.variable("NO_COLOR", "1").run("healthcheck", "validate");
    transcript.matches("healthcheck-validate-terminal");
  }

  @Test
  void machinesGetJsonAndWorkflowCommands() {
    writeChecks();
    transcript.run("healthcheck", "validate", "--format", "json");
    transcript.run("healthcheck", "validate", "--format", "github");
    transcript.matches("healthcheck-validate-machines");
  }

  @Test
  void junitXmlIsWhatCiSystemsRead() throws Exception {
    writeChecks();
    transcript.check("evil.sh", "# jetpack: \u0001\u001b[2J\uFFFE]]>&<=1\nexit 0");
    Call call = transcript.run("healthcheck", "validate", "--format", "junit");
    assertThat(call.exitCode()).isEqualTo(1);
    assertValid(call.out());
    assertThat(call.out())
        .contains(
            "tests=\"6\" failures=\"4\"", "<failure type=\"accidental-254\"", "100%,odd:name.sh");
    for (String name : List.of("accident.sh", "broken.sh", "module.py", "evil.sh")) {
      Files.delete(home.resolve("config/healthcheck.d").resolve(name));
    }
    Call clean = transcript.run("healthcheck", "validate", "--format", "junit");
    assertThat(clean.exitCode()).isZero();
    assertValid(clean.out());
  }

  private static void assertValid(String xml) throws Exception {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(ValidateCommandTest.class.getResource("junit.xsd"))
        .newValidator()
        .validate(new StreamSource(new StringReader(xml)));
  }

  @Test
  void theExitCodeFollowsTheSeverityThatMatters() {
    Path clean = transcript.check("clean.sh", "exit 0");
    Path warned = transcript.check("warned.sh", "tool --token=x\nexit 0");
    Path faulty = transcript.check("faulty.sh", "exit -2");
    assertThat(exitCode(clean)).isZero();
    assertThat(exitCode(warned)).isZero();
    assertThat(exitCode("--fail-on", "warning", clean)).isZero();
    assertThat(exitCode("--fail-on", "warning", warned)).isEqualTo(1);
    assertThat(exitCode(faulty)).isEqualTo(1);
    assertThat(exitCode(home.resolve("nowhere"))).isEqualTo(2);
    assertThat(exitCode("--fail-on", "never", clean)).isEqualTo(2);
    assertThat(exitCode("--twice", clean)).isEqualTo(2);
    assertThat(exitCode(home.resolve("programs/../config"))).isEqualTo(2);
  }

  private int exitCode(Object... words) {
    List<String> arguments = new ArrayList<>(List.of("healthcheck", "validate"));
    for (Object word : words) {
      arguments.add(word.toString());
    }
    return transcript.run(arguments.toArray(String[]::new)).exitCode();
  }

  /** The rules that a run of one check breaks. */
  private List<String> ran(Path script, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("healthcheck", "validate", "--format=json", "--run"));
    arguments.addAll(List.of(options));
    arguments.add(script.toString());
    String json = transcript.run(arguments.toArray(String[]::new)).out();
    List<String> rules = new ArrayList<>();
    for (JsonNode finding :
        JsonMapper.shared().readTree(json).get("files").get(0).get("findings")) {
      rules.add(finding.get("rule").asString());
    }
    return rules;
  }

  @Test
  void aRunShowsHowItEnds() {
    assertThat(ran(transcript.check("fine.sh", "exit 0"))).isEmpty();
    assertThat(ran(transcript.check("end.sh", "echo lost >&2\nexit 254")))
        .containsExactly("run-terminate");
    assertThat(ran(transcript.check("end.sh", "echo lost >&2\nexit 254"), "--expect", "terminate"))
        .isEmpty();
    assertThat(ran(transcript.check("fine.sh", "exit 0"), "--expect", "terminate"))
        .containsExactly("run-expected-terminate");
    assertThat(ran(transcript.check("odd.sh", "exit 3"))).containsExactly("run-unknown");
    assertThat(ran(transcript.check("slow.sh", "# jetpack: timeout=300ms\nsleep 60")))
        .containsExactly("run-failed");
    assertThat(ran(transcript.check("killed.sh", "kill -9 $$"))).containsExactly("run-failed");
    assertThat(ran(transcript.file("raises.py", "1 / 0\n"))).containsExactly("run-failed");
  }

  @Test
  void aRunShowsWhatItLeaves() {
    assertThat(ran(transcript.check("file.sh", "mktemp >/dev/null\nexit 0")))
        .containsExactly("left-files");
    assertThat(ran(transcript.check("cwd.sh", "echo a >here\nexit 0"))).isEmpty();
    assertThat(ran(transcript.check("child.sh", "sleep 60 &\nexit 0")))
        .containsExactly("left-processes");
    assertThat(
            ran(
                transcript.file(
                    "thread.py",
                    """
                    import threading, time
                    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
                    """)))
        .containsExactly("left-threads");
    assertThat(
            ran(
                transcript.file(
                    "joined.py",
                    "import threading\nt = threading.Thread(target=print)\nt.start()\nt.join()\n")))
        .isEmpty();
  }

  @Test
  void aRunShowsWhatDependsOnTheFolderOrOnTheRunBefore() {
    transcript.file("config/healthcheck.d/limits.conf", "");
    assertThat(ran(transcript.check("folder.sh", "[ -e limits.conf ] || exit 3\nexit 0")))
        .containsExactly("run-unknown", "working-directory");
    Path once =
        transcript.check("once.sh", "mkdir \"$CYCLECLOUD_HOME/run/once\" || exit 3\nexit 0");
    assertThat(ran(once)).isEmpty();
    assertThat(ran(once, "--twice")).containsExactly("second-run");
  }

  @Test
  void aRunTellsWhatItCosts() {
    Path script = transcript.check("fine.sh", "echo out\necho err >&2\nsleep 0.4\nexit 0");
    String json =
        transcript
            .run("healthcheck", "validate", "--run", "--twice", "--format=json", script.toString())
            .out();
    JsonNode runs = JsonMapper.shared().readTree(json).get("files").get(0).get("runs");
    assertThat(runs.size()).isEqualTo(2);
    assertThat(runs.get(0).get("stdout").asString()).isEqualTo("out\n");
    assertThat(runs.get(0).get("stderr").asString()).isEqualTo("err\n");
    assertThat(runs.get(0).get("duration_seconds").asDouble()).isBetween(0.0001, 60.0);
    assertThat(runs.get(0).get("peak_memory_bytes").asLong()).isBetween(500_000L, 20_000_000L);
  }

  @Test
  void theMemoryOfARunIsThatOfItsLargestProcess() {
    Path script = transcript.check("large.sh", "printf -v text '%060000000d' 0\nsleep 0.4\nexit 0");
    String json =
        transcript
            .run("healthcheck", "validate", "--run", "--format=json", script.toString())
            .out();
    JsonNode runs = JsonMapper.shared().readTree(json).get("files").get(0).get("runs");
    assertThat(runs.get(0).get("peak_memory_bytes").asLong()).isBetween(60_000_000L, 400_000_000L);
  }

  /** What a check does to its working directory is done to copies. */
  @Test
  void aTrialBesideTheFilesOfACheckLosesNoneOfThem() {
    Path limits = transcript.file("config/healthcheck.d/limits", "7");
    Path script = transcript.check("reads.sh", "[ -f limits ] || exit 1; : >limits; exit 0");
    Call call = transcript.run("healthcheck", "validate", "--run", script.toString());
    assertThat(call.out()).contains("working-directory");
    assertThat(limits).hasContent("7");
  }
}
