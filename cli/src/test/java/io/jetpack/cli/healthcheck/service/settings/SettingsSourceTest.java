package io.jetpack.cli.healthcheck.service.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.healthcheck.service.state.SettingsProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsSourceTest {

  private final SettingsSource source = new SettingsSource("jetpack.toml");
  private long now = Long.MAX_VALUE - 100; // the clock may be anywhere

  private Instant time() {
    return Instant.EPOCH.plusNanos(now - Long.MAX_VALUE);
  }

  private void bad(boolean quiet) {
    source.bad(
        new WatchedFile.View(Optional.empty(), "", Optional.of("broken"), quiet, quiet),
        "the defaults",
        time(),
        now);
  }

  private void unsettled() {
    source.unsettled("changed again and again", "the defaults", time(), now);
  }

  private void pass(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }

  private Optional<String> reported() {
    return source.problem().map(SettingsProblem::reason);
  }

  @Test
  void what_is_bad_waits_at_once_and_is_reported_when_nobody_seems_to_write() {
    bad(false);
    assertThat(source.waits()).contains("jetpack.toml does not read");
    assertThat(reported()).isEmpty();
    bad(true);
    assertThat(reported()).contains("broken");
    source.good();
    assertThat(source.waits()).isEmpty();
    assertThat(reported()).isEmpty();
  }

  @Test
  void who_writes_something_bad_for_long_is_not_waited_for() {
    bad(false);
    pass(9);
    bad(false);
    assertThat(reported()).isEmpty();
    pass(1);
    bad(false);
    assertThat(reported()).contains("broken");
  }

  @Test
  void what_changes_for_long_is_reported_also_where_it_can_be_read() {
    source.waits("was changed just now");
    unsettled();
    pass(9);
    unsettled();
    assertThat(reported()).isEmpty();
    pass(1);
    unsettled();
    assertThat(reported()).contains("changed again and again");
    assertThat(source.waits()).isPresent();
    source.good();
    assertThat(reported()).isEmpty();
    unsettled();
    assertThat(reported()).as("counted from the beginning").isEmpty();
  }

  @Test
  void what_was_bad_for_long_and_has_just_been_repaired_is_no_other_problem() {
    bad(true);
    pass(60);
    bad(true);
    unsettled();
    pass(2);
    unsettled();
    assertThat(reported()).contains("broken");
  }

  @Test
  void what_is_bad_and_good_by_turns_is_reported() {
    for (int i = 0; i < 3; i++) {
      bad(false);
      pass(2);
      unsettled();
      pass(3);
    }
    assertThat(reported()).contains("changed again and again");
  }
}
