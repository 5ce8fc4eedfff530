package io.jetpack.cli.healthcheck.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import io.jetpack.cli.Transcript.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class ListCommandTest {

  @TempDir Path home;

  private Transcript transcript;

  @BeforeEach
  void openTranscript() {
    transcript = new Transcript(home);
  }

  private void writeChecksOfAllKinds() throws IOException {
    check("10_fine.sh", "touch \"$CYCLECLOUD_HOME/was-run\"");
    check("daemon.sh", "# jetpack: interval=1m timeout=20s confirm=3 daemons=keep");
    check("disk.py", "# jetpack: runtime=process");
    check("header.sh", "# jetpack: tiemout=5s interval=soon");
    mode("rw-r--r--", transcript.file("config/healthcheck.d/memory.py", ""));
    mode("rw-rw-rw-", check("open.sh", ""));
    check("scheduled_shutdown", "");
    transcript.file("config/healthcheck.d/limits.json", "{}");
    transcript.file("config/healthcheck.d/old.sh~", "");
    transcript.file("config/healthcheck.d/lib/x.sh", "");
    mode("rwxr-xr-x", home, home.resolve("config"), home.resolve("config/healthcheck.d"));
  }

  private Path check(String name, String body) throws IOException {
    Path file = transcript.check(name, body);
    mode("rw-r--r--", file);
    return file;
  }

  private static void mode(String mode, Path... paths) throws IOException {
    for (Path path : paths) {
      Path ignored = Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
  }

  @Test
  void withoutATerminalACheckIsALine() throws Exception {
    writeChecksOfAllKinds();
    transcript.run("healthcheck", "list");
    mode("rwxr-xrwx", home.resolve("config"));
    transcript.run("healthcheck", "list");
    transcript.matches("healthcheck-list");
    assertThat(home.resolve("was-run")).as("no script is run").doesNotExist();
  }

  @Test
  void machinesGetJson() throws Exception {
    writeChecksOfAllKinds();
    Call call = transcript.run("healthcheck", "list", "--json");
    transcript.matches("healthcheck-list-json");
    JsonNode list = new JsonMapper().readTree(call.out());
    JsonNode daemon = list.at("/checks/1");
    assertThat(daemon.get("interval_seconds").asInt()).isEqualTo(60);
    assertThat(daemon.get("timeout_seconds").asInt()).isEqualTo(20);
    JsonNode builtIn = list.at("/checks/8");
    assertThat(builtIn.get("check").asString()).isEqualTo("converge_timeout");
    assertThat(builtIn.get("interval_seconds").asInt()).isEqualTo(60);
  }

  @Test
  void whatOthersMayChangeIsRefusedWhereTheOperatorSaysSo() throws Exception {
    mode("rw-rw-rw-", check("open.sh", ""));
    mode("rwxr-xr-x", home, home.resolve("config"), home.resolve("config/healthcheck.d"));
    transcript.variable("JETPACK_HEALTHCHECK_STRICT_PERMISSIONS", "true");
    Call text = transcript.run("healthcheck", "list");
    assertThat(text.out()).contains("refused: '" + home, "1 refused, since others may change");
    assertThat(transcript.run("healthcheck", "list", "--json").out())
        .contains("\"strict_permissions\": true", "\"refused\": true");
  }

  @Test
  void theSettingsOfTheHomeHold() throws Exception {
    transcript.file("config/jetpack.toml", "[healthcheck]\ntimeout = \"7s\"\ninterval = \"30s\"\n");
    check("one.sh", "");
    assertThat(transcript.run("healthcheck", "list").out())
        .containsPattern("one.sh +process +30s default +7s")
        .containsPattern("converge_timeout +built-in +30s ");
  }

  @Test
  void with_settings_that_do_not_read_it_lists_what_a_service_runs_meanwhile() throws Exception {
    writeChecksOfAllKinds();
    transcript.file("config/jetpack.toml", "[healthcheck]\nintervall = \"1h\"\n");
    Transcript.Call call = transcript.run("healthcheck", "list");
    assertThat(call.exitCode()).isZero();
    assertThat(call.out()).contains("10_fine.sh          process   10m default");
    assertThat(call.err())
        .contains(
            "did you mean 'healthcheck.interval'?; a service goes on with what can be used, as this"
                + " list does");
  }

  @Test
  void anEmptyFolderIsNoMistakeButAMissingOneIs() throws Exception {
    transcript.run("healthcheck", "list");
    Files.createDirectories(home.resolve("config/healthcheck.d"));
    transcript.run("healthcheck", "list");
    transcript.matches("healthcheck-list-nothing");
  }
}
