package io.jetpack.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.service.event.HealthEvent;
import io.jetpack.healthcheck.service.state.CheckStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What happens when the folder of checks changes under a service that runs. */
class ServiceFolderTest extends ServiceInAHurry {

  private Optional<CheckStatus> writtenDown(String name) {
    return memory.saved.stream()
        .flatMap(state -> state.checks().stream())
        .filter(status -> status.name().equals(name))
        .findFirst();
  }

  private boolean lastIsWrittenDown(String name) {
    return writtenDown(name).flatMap(CheckStatus::last).isPresent();
  }

  @Test
  void a_check_that_comes_or_goes_is_written_down_within_seconds() throws Exception {
    write("old.sh", "exit 0");
    start();
    until(() -> lastIsWrittenDown("built_in") && lastIsWrittenDown("old.sh"));
    // its first run does not end, so that nothing else is news
    write("new.sh", "sleep 60");
    Files.delete(folder.resolve("old.sh"));
    long began = System.nanoTime();
    until(() -> writtenDown("new.sh").isPresent() && writtenDown("old.sh").isEmpty());
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(7));
  }

  @Test
  void scripts_come_and_go_without_a_restart() throws Exception {
    start();
    write("new.sh", "exit 0");
    until(() -> stateOf("new.sh").equals(Optional.of(HealthState.HEALTHY)));
    Files.move(folder.resolve("new.sh"), folder.resolve("other.sh"));
    until(() -> status("new.sh").isEmpty() && stateOf("other.sh").isPresent());
    write("other.sh", "exit 254");
    until(() -> actions.contains("request other.sh 1"));
    Files.delete(folder.resolve("other.sh"));
    until(() -> actions.contains("withdraw other.sh: the check was removed"));
  }

  @Test
  void the_folder_may_vanish_and_come_back_without_anything_being_forgotten() throws Exception {
    write("gpu.sh", "echo x >> " + home + "/runs; echo lost; exit 254");
    start();
    until(() -> actions.contains("request gpu.sh 1"));
    Files.move(folder, home.resolve("away"));
    until(() -> events.stream().anyMatch(HealthEvent.Trouble.class::isInstance));
    long runs = Files.size(home.resolve("runs"));
    Files.move(home.resolve("away"), folder);
    until(() -> home.resolve("runs").toFile().length() > runs);
    until(() -> troublesAndNotes().contains("the folder of checks is there again"));
    assertThat(troublesAndNotes().getFirst()).startsWith("no check runs: there is no folder '");
    assertThat(troublesAndNotes()).hasSize(2);
    until(() -> changes().size() == 3);
    assertThat(changes().stream().map(change -> change.check() + " " + change.state().label()))
        .containsExactly("gpu.sh terminate", "agent_checks unknown", "agent_checks healthy");
    assertThat(actions).containsExactly("request gpu.sh 1");
  }

  private List<String> troublesAndNotes() {
    List<String> told = new ArrayList<>();
    for (HealthEvent event : events) {
      switch (event) {
        case HealthEvent.Trouble(String what) -> told.add(what);
        case HealthEvent.Note(String what) -> told.add(what);
        default -> {}
      }
    }
    return told;
  }

  @Test
  void a_file_that_is_caught_half_written_is_not_judged() throws Exception {
    start();
    Path script = folder.resolve("growing.sh");
    for (int i = 0; i < 6; i++) {
      Files.writeString(script, "#!/bin/bash\nif\n");
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
    Files.writeString(script, "#!/bin/bash\nexit 0\n");
    until(() -> stateOf("growing.sh").equals(Optional.of(HealthState.HEALTHY)));
    assertThat(changes()).isEmpty();
  }
}
