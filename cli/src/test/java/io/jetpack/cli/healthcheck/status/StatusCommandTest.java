package io.jetpack.cli.healthcheck.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import io.jetpack.cli.Transcript.Call;
import io.jetpack.cli.healthcheck.service.state.StateFile;
import io.jetpack.cli.node.Home;
import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.healthcheck.service.state.CheckStatus;
import io.jetpack.healthcheck.service.state.LastRun;
import io.jetpack.healthcheck.service.state.ServiceState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class StatusCommandTest {

  private static final Duration AGO = Duration.ofHours(2).plusMinutes(30);

  @TempDir Path home;

  private Transcript transcript;

  @BeforeEach
  void openTranscript() {
    transcript = new Transcript(home);
  }

  private void serviceWrites() throws IOException {
    Instant written = Instant.now().minus(AGO);
    LastRun last =
        new LastRun(
            HealthState.UNKNOWN,
            "exited",
            OptionalInt.of(3),
            Optional.of("exited 3: no route"),
            written.minus(Duration.ofDays(1)),
            written,
            Duration.ofMillis(20),
            Optional.of(Duration.ofMillis(10)),
            12);
    CheckStatus check =
        new CheckStatus(
            "network.sh",
            Optional.of(home + "/config/healthcheck.d/network.sh"),
            "process",
            Duration.ofMinutes(10),
            Optional.of(last),
            Optional.of(written.plus(Duration.ofMinutes(10))),
            0,
            Optional.empty(),
            Optional.empty(),
            List.of());
    ServiceState state =
        new ServiceState(
            written,
            written.minus(Duration.ofDays(3)),
            4711,
            new HoldReading.Free(),
            List.of(),
            List.of(check),
            List.of(),
            Optional.empty());
    new StateFile(new Home(home), trouble -> {}).save(state);
  }

  /** Has what only a running service has. */
  private FileChannel serviceRuns() throws IOException {
    Files.createDirectories(home.resolve("run"));
    FileChannel channel =
        FileChannel.open(
            home.resolve("run/healthcheck.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    FileLock ignored = channel.lock(1, Long.MAX_VALUE - 1, false);
    return channel;
  }

  @Test
  void whereThereIsNothingToShowAMessageTellsWhatToDo() throws Exception {
    transcript.run("healthcheck", "status", "--home", home.resolve("nowhere").toString());
    transcript.run("healthcheck", "status");
    transcript.run("healthcheck", "status", "--json");
    try (FileChannel _ = serviceRuns()) {
      transcript.run("healthcheck", "status");
    }
    transcript.file("run/status.json", "{\"service\": ");
    transcript.run("healthcheck", "status");
    transcript.matches("healthcheck-status-nothing");
    assertThat(home.resolve("run/status.json")).as("it is not set aside by a reader").exists();
  }

  @Test
  void aDeadServicesStateIsShownAndSaidToBeOld() throws Exception {
    serviceWrites();
    transcript.run("healthcheck", "status");
    transcript.variable("USER", "operator").run("keepalive", "forever", "--reason", "debugging");
    transcript.run("healthcheck", "status");
    transcript.matches("healthcheck-status-dead");
  }

  @Test
  void theExitCodeTellsWhetherTheServiceRuns() throws Exception {
    serviceWrites();
    assertThat(transcript.run("healthcheck", "status").exitCode()).isEqualTo(3);
    try (FileChannel _ = serviceRuns()) {
      Call call = transcript.run("healthcheck", "status");
      assertThat(call.exitCode()).as("whatever the checks say").isZero();
      assertThat(call.out())
          .startsWith("service  running since ")
          .contains("3d ago (process 4711)");
    }
    assertThat(transcript.run("healthcheck", "status").exitCode()).isEqualTo(3);
  }

  @Test
  void machinesGetWhatIsInTheFileAndWhatHoldsNow() throws Exception {
    serviceWrites();
    transcript.run("keepalive", "forever", "--reason", "debugging");
    Call call = transcript.run("healthcheck", "status", "--json");
    JsonNode status = new JsonMapper().readTree(call.out());
    assertThat(call.exitCode()).isEqualTo(3);
    assertThat(call.err()).isEmpty();
    assertThat(status.at("/service/running").asBoolean()).isFalse();
    assertThat(status.at("/service/pid").asInt()).isEqualTo(4711);
    assertThat(status.at("/state").asString()).isEqualTo("unknown");
    assertThat(status.at("/hold/reason").asString()).isEqualTo("debugging");
    assertThat(status.at("/checks/0/consecutive").asInt()).isEqualTo(12);
    assertThat(status.at("/checks/0/stale").asBoolean()).isTrue();
    Instant written = Instant.parse(status.at("/service/written").asString());
    assertThat(Duration.between(written, Instant.now())).isBetween(AGO, AGO.plusMinutes(1));
  }
}
