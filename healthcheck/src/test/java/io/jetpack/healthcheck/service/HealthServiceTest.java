package io.jetpack.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.Verdict;
import io.jetpack.healthcheck.hold.Hold;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.healthcheck.service.event.HealthEvent;
import io.jetpack.healthcheck.service.state.CheckStatus;
import io.jetpack.healthcheck.service.state.LastRun;
import io.jetpack.runner.NativeThreads;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of the endings of scripts. */
class HealthServiceTest extends ServiceInAHurry {

  @Test
  void tells_changes_only() throws Exception {
    write("ok.sh", "exit 0");
    write("disk.sh", "echo 'no disk' >&2; exit 3");
    start();
    until(() ->
        status("disk.sh").flatMap(CheckStatus::last).map(LastRun::consecutive).orElse(0L) > 3);
    assertThat(changes())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.state()).isEqualTo(HealthState.UNKNOWN);
          assertThat(event.reason()).contains("exited 3: no disk");
        });
    write("disk.sh", "exit 0");
    until(() -> stateOf("disk.sh").equals(Optional.of(HealthState.HEALTHY)));
    until(() -> changes().size() == 2);
    assertThat(actions).isEmpty();
    assertThat(status("ok.sh").orElseThrow().history()).hasSizeBetween(3, CheckStatus.HISTORY);
  }

  @Test
  void asks_for_termination_and_withdraws_it() throws Exception {
    write("gpu.sh", "echo 'gpu is lost' >&2; exit 254");
    start();
    until(() -> actions.contains("request gpu.sh 1"));
    write("gpu.sh", "exit 0");
    until(() -> actions.contains("withdraw gpu.sh: the check is healthy again"));
    assertThat(actions).hasSize(2);
  }

  @Test
  void confirms_quickly() throws Exception {
    write("gpu.sh", "# jetpack: confirm=3 interval=1h\necho x >> " + home + "/runs; exit 254");
    start();
    service.orElseThrow().runAllSoon();
    until(() -> actions.contains("request gpu.sh 1"));
    assertThat(Files.readAllLines(home.resolve("runs"))).hasSize(3);
  }

  @Test
  void a_hold_stops_requests_and_its_end_asks_the_check_again() throws Exception {
    hold = new HoldReading.Held(new Hold(Optional.empty(), Instant.now(), "root", ""));
    write("gpu.sh", "# jetpack: interval=1h\necho x >> " + home + "/runs; exit 254");
    start();
    service.orElseThrow().runAllSoon();
    until(() -> changes().stream().anyMatch(HealthEvent.CheckChanged::held));
    assertThat(actions).isEmpty();
    hold = new HoldReading.Free();
    until(() -> actions.contains("request gpu.sh 1"));
    assertThat(Files.readAllLines(home.resolve("runs"))).hasSize(2);
    hold = new HoldReading.Unreadable("garbage");
    until(() -> actions.contains("withdraw gpu.sh: the node is held"));
  }

  @Test
  void built_ins_are_judged_and_held_as_checks_are() {
    builtIn = new Verdict.Terminate("time is over");
    start();
    until(() -> actions.contains("request built_in 1"));
    assertThat(status("built_in").orElseThrow().runtime()).isEqualTo("built-in");
    builtIn = new Verdict.Healthy();
    until(() -> actions.size() == 2);
  }

  @Test
  void every_run_is_counted_that_of_a_built_in_too() throws Exception {
    write("ok.sh", "exit 0");
    start();
    until(() -> finished.containsAll(List.of("ok.sh", "built_in")));
  }

  @Test
  void nobody_says_that_a_node_is_well_before_all_checks_have_run() throws Exception {
    write("slow.sh", "while [ ! -e " + home + "/go ]; do sleep 0.1; done");
    start();
    until(() -> stateOf("built_in").isPresent() && status("slow.sh").isPresent());
    assertThat(service.orElseThrow().state().label()).isEqualTo("waiting");
    assertThat(status("slow.sh").orElseThrow().label()).isEqualTo("waiting");
    Files.createFile(home.resolve("go"));
    until(() -> service.orElseThrow().state().label().equals("healthy"));
  }

  @Test
  void checks_that_hang_do_not_keep_the_others_from_running() throws Exception {
    for (int i = 0; i < 40; i++) {
      write("hangs%02d.sh".formatted(i), "sleep 600");
    }
    write("z.sh", "exit 0");
    start();
    until(() -> status("z.sh").map(CheckStatus::history).orElse(List.of()).size() >= 3);
  }

  @Test
  void a_254_without_a_word_is_requested_when_it_is_said_again() throws Exception {
    write("gpu.sh", "# jetpack: interval=1h\necho x >> " + home + "/runs; exit 254");
    start();
    service.orElseThrow().runAllSoon();
    until(() -> actions.contains("request gpu.sh 1"));
    assertThat(Files.readAllLines(home.resolve("runs"))).hasSize(2);
    assertThat(events)
        .contains(
            new HealthEvent.Note(
                "gpu.sh asks for termination (1 of 2), because it said no word; it runs again in 1 s"));
  }

  @Test
  void a_254_without_a_word_that_does_not_come_again_is_not_requested() throws Exception {
    write(
        "gpu.sh",
        "echo x >> %1$s/runs; [ $(wc -l <%1$s/runs) -gt 1 ] || exit 254; exit 0".formatted(home));
    start();
    until(() -> stateOf("gpu.sh").equals(Optional.of(HealthState.HEALTHY)));
    assertThat(actions).isEmpty();
  }

  @Test
  void a_shell_that_cannot_start_a_process_withdraws_nothing_and_requests_nothing()
      throws Exception {
    String starved = "echo \"$0: fork: Cannot allocate memory\" >&2; exit 254";
    write("gpu.sh", "echo lost; exit 254");
    write("df.sh", starved);
    start();
    until(() -> actions.contains("request gpu.sh 1"));
    write("gpu.sh", starved);
    until(() -> stateOf("gpu.sh").equals(Optional.of(HealthState.UNKNOWN)));
    until(() -> stateOf("df.sh").equals(Optional.of(HealthState.UNKNOWN)));
    assertThat(status("gpu.sh").flatMap(CheckStatus::request)).isPresent();
    assertThat(actions).containsExactly("request gpu.sh 1");
    write("gpu.sh", "exit 0");
    until(() -> actions.contains("withdraw gpu.sh: the check is healthy again"));
    assertThat(actions).hasSize(2);
  }

  @Test
  void requests_that_wait_for_their_turn_are_dropped_when_the_node_is_held_meanwhile()
      throws Exception {
    int permits = requests.drainPermits();
    write("a.sh", "echo lost; exit 254");
    write("b.sh", "echo lost; exit 254");
    start();
    until(() ->
        status("a.sh").flatMap(CheckStatus::request).isPresent()
            && status("b.sh").flatMap(CheckStatus::request).isPresent());
    hold = new HoldReading.Held(new Hold(Optional.empty(), Instant.now(), "root", ""));
    until(() -> status("a.sh").flatMap(CheckStatus::request).isEmpty());
    requests.release(permits);
    until(() -> actions.size() == 2);
    assertThat(actions.getFirst()).matches("request [ab].sh 1");
    assertThat(actions.getLast())
        .isEqualTo("withdraw %s: the node is held".formatted(actions.getFirst().split(" ")[1]));
    hold = new HoldReading.Free();
    until(() -> actions.stream().filter(action -> action.startsWith("request")).count() == 3);
    assertThat(actions).hasSize(4);
  }

  @Test
  void a_request_that_could_not_be_made_is_none_and_waits() throws Exception {
    refusal = Optional.of("no further thread can be started");
    write("gpu.sh", "echo lost; exit 254");
    start();
    until(() -> status("gpu.sh").flatMap(CheckStatus::waits).isPresent());
    assertThat(status("gpu.sh").flatMap(CheckStatus::waits)).isEqualTo(refusal);
    assertThat(status("gpu.sh").flatMap(CheckStatus::request)).isEmpty();
    assertThat(actions).isEmpty();
    until(() -> status("gpu.sh").orElseThrow().history().size() > 3);
    assertThat(events)
        .filteredOn(event -> event.toString().contains("the request to terminate this node"))
        .as("told once, whatever the check says meanwhile")
        .hasSize(1);
  }

  @Test
  void an_action_that_fails_by_a_bug_has_requested_nothing() throws Exception {
    refusal = Optional.of("");
    write("gpu.sh", "echo lost; exit 254");
    start();
    until(() -> status("gpu.sh").flatMap(CheckStatus::waits).isPresent());
    assertThat(status("gpu.sh").flatMap(CheckStatus::waits).orElseThrow())
        .isEqualTo("the termination action failed: java.lang.IllegalStateException: the action");
  }

  @Test
  void an_error_in_a_check_is_told_and_costs_one_turn() throws Exception {
    builtInFailure = Optional.of(new NoClassDefFoundError("io/jetpack/Missing"));
    start();
    until(() -> stateOf("built_in").equals(Optional.of(HealthState.UNKNOWN)));
    assertThat(status("built_in").flatMap(CheckStatus::last).flatMap(LastRun::reason).orElseThrow())
        .startsWith("this is a bug, please report it: java.lang.NoClassDefFoundError");
    builtInFailure = Optional.empty();
    until(() -> stateOf("built_in").equals(Optional.of(HealthState.HEALTHY)));
    assertThat(lastResort.ends).isEmpty();
  }

  @Test
  void where_no_thread_can_be_started_the_check_is_unknown_and_goes_on_later() throws Exception {
    builtInFailure =
        Optional.of(new OutOfMemoryError("unable to create native thread: possibly ..."));
    start();
    until(() -> stateOf("built_in").equals(Optional.of(HealthState.UNKNOWN)));
    assertThat(status("built_in").flatMap(CheckStatus::last).flatMap(LastRun::reason))
        .contains("could not start: " + NativeThreads.NONE_LEFT);
    builtInFailure = Optional.empty();
    until(() -> stateOf("built_in").equals(Optional.of(HealthState.HEALTHY)));
    assertThat(lastResort.ends).isEmpty();
  }

  @Test
  void without_memory_the_program_ends_and_names_what_ran() throws Exception {
    builtInFailure = Optional.of(new OutOfMemoryError("Java heap space"));
    lastResort.ranAtTheEnd = Set.of("hog.sh");
    write("hog.sh", "exit 0");
    start();
    until(() -> !lastResort.ends.isEmpty());
    assertThat(lastResort.ends.getFirst()).startsWith("Java heap space [");
    assertThat(status("hog.sh").flatMap(CheckStatus::last))
        .as("it comes after a whole interval")
        .isEmpty();
  }
}
