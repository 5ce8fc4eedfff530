package io.jetpack.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.hold.Hold;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.healthcheck.service.event.HealthEvent;
import io.jetpack.healthcheck.service.state.CheckStatus;
import io.jetpack.healthcheck.service.state.LastRun;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What becomes of a 254 while the operator's settings cannot be read. */
class WaitingRequestsTest extends ServiceInAHurry {

  private static final String WAITS =
      "the request to terminate this node for gpu.sh waits: jetpack.toml does not read";

  private List<String> warnings() {
    return events.stream()
        .filter(HealthEvent.Warning.class::isInstance)
        .map(event -> ((HealthEvent.Warning) event).what())
        .toList();
  }

  private long runs() {
    return status("gpu.sh").flatMap(CheckStatus::last).map(LastRun::consecutive).orElse(0L);
  }

  @Test
  void it_waits_is_shown_as_waiting_and_goes_out_when_they_can_be_read() throws Exception {
    unread.now("line 3: [a] is there already, line 1");
    write("gpu.sh", "exit 254");
    start();
    until(() -> runs() > 3);
    assertThat(actions).isEmpty();
    assertThat(warnings()).containsExactly(WAITS);
    assertThat(status("gpu.sh").flatMap(CheckStatus::waits)).contains("jetpack.toml does not read");
    until(() -> stateOf("agent_settings").equals(Optional.of(HealthState.UNKNOWN)));
    assertThat(status("agent_settings").flatMap(CheckStatus::last).flatMap(LastRun::reason))
        .contains(
            "line 3: [a] is there already, line 1; meanwhile the defaults apply, and requests wait");
    assertThat(service.orElseThrow().state().settings()).isEqualTo(unread.problems);
    until(() -> memory.saved.map(state -> state.settings().size() == 1).orElse(false));

    unread.problems = List.of();
    until(() -> actions.contains("request gpu.sh 1"));
    until(() -> stateOf("agent_settings").equals(Optional.of(HealthState.HEALTHY)));
    assertThat(status("gpu.sh").flatMap(CheckStatus::waits)).isEmpty();
    assertThat(actions).hasSize(1);
    assertThat(changes()).extracting(HealthEvent.CheckChanged::check).containsOnlyOnce("gpu.sh");
    until(() -> service.orElseThrow().state().settings().isEmpty());
  }

  @Test
  void a_check_that_runs_once_an_hour_is_asked_again_at_once() throws Exception {
    unread.now("broken");
    write("gpu.sh", "# jetpack: interval=1h\necho x >> " + home + "/runs; echo lost; exit 254");
    start();
    service.orElseThrow().runAllSoon();
    until(() -> status("gpu.sh").flatMap(CheckStatus::waits).isPresent());
    unread.problems = List.of();
    until(() -> actions.contains("request gpu.sh 1"));
    assertThat(Files.readAllLines(home.resolve("runs"))).hasSize(2);
  }

  @Test
  void a_check_that_is_well_by_then_asks_for_nothing() throws Exception {
    unread.now("broken");
    write("gpu.sh", "exit 254");
    start();
    until(() -> status("gpu.sh").flatMap(CheckStatus::waits).isPresent());
    write("gpu.sh", "exit 0");
    until(() -> stateOf("gpu.sh").equals(Optional.of(HealthState.HEALTHY)));
    assertThat(status("gpu.sh").flatMap(CheckStatus::waits)).isEmpty();
    unread.problems = List.of();
    until(() -> stateOf("agent_settings").equals(Optional.of(HealthState.HEALTHY)));
    assertThat(actions).isEmpty();
  }

  @Test
  void what_was_requested_before_is_withdrawn_as_ever() throws Exception {
    write("gpu.sh", "exit 254");
    start();
    until(() -> actions.contains("request gpu.sh 1"));
    unread.now("broken");
    until(() -> stateOf("agent_settings").equals(Optional.of(HealthState.UNKNOWN)));
    assertThat(actions).as("is not taken back for that").hasSize(1);
    write("gpu.sh", "exit 0");
    until(() -> actions.contains("withdraw gpu.sh: the check is healthy again"));
  }

  @Test
  void a_hold_that_begins_meanwhile_withdraws_and_holds() throws Exception {
    write("gpu.sh", "exit 254");
    start();
    until(() -> actions.contains("request gpu.sh 1"));
    unread.now("broken");
    hold = new HoldReading.Held(new Hold(Optional.empty(), Instant.now(), "root", ""));
    until(() -> actions.contains("withdraw gpu.sh: the node is held"));
    unread.problems = List.of();
    long before = runs();
    until(() -> runs() > before + 3);
    assertThat(actions).hasSize(2);
    hold = new HoldReading.Free();
    until(() -> actions.size() == 3);
  }

  @Test
  void settings_that_break_at_the_last_moment_stop_a_request_that_was_decided_on()
      throws Exception {
    AtomicInteger asked = new AtomicInteger();
    unread.atLast =
        () ->
            asked.incrementAndGet() % 2 == 0 && asked.get() < 8
                ? Optional.of("jetpack.toml does not read")
                : Optional.empty();
    write("gpu.sh", "exit 254");
    start();
    until(() -> actions.contains("request gpu.sh 1"));
    assertThat(asked.get()).isGreaterThanOrEqualTo(8);
    assertThat(warnings()).containsExactly(WAITS);
    assertThat(actions).hasSize(1);
  }

  @Test
  void the_check_of_settings_is_no_voice_against_a_common_cause() throws Exception {
    for (String name : List.of("a.sh", "b.sh", "c.sh")) {
      write(name, "[ ! -e %s/doom ] || exit 254".formatted(home));
    }
    for (String name : List.of("d.sh", "e.sh")) {
      write(name, "exit 0");
    }
    start();
    until(() -> service.orElseThrow().state().label().equals("healthy"));
    Files.createFile(home.resolve("doom"));
    until(() -> actions.stream().filter(text -> text.startsWith("request")).count() >= 3);
    assertThat(events)
        .as("three of six, without 'agent_settings'")
        .anySatisfy(
            event -> assertThat(event.toString()).contains("too many checks say so at once"));
  }
}
