package io.jetpack.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.healthcheck.hold.Hold;
import io.jetpack.healthcheck.hold.HoldReading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HoldChangesTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static HoldReading held(Duration from, Duration until, String by, String reason) {
    return new HoldReading.Held(
        new Hold(Optional.of(NOON.plus(until)), NOON.plus(from), by, reason));
  }

  private static HoldReading hour(long offMillis) {
    Duration off = Duration.ofMillis(offMillis);
    return held(off, Duration.ofHours(1).plus(off), "root", "ticket");
  }

  @Test
  void a_clock_that_was_set_tells_times_that_are_off_by_a_little_each_time() {
    assertThat(HoldChanges.isSame(hour(0), hour(730))).isTrue();
    assertThat(HoldChanges.isSame(hour(730), hour(-1500))).isTrue();
    assertThat(HoldChanges.isSame(hour(0), hour(3_600_000))).isFalse();
  }

  @Test
  void another_end_another_caller_or_another_reason_is_another_hold() {
    Duration none = Duration.ZERO;
    Duration hour = Duration.ofHours(1);
    assertThat(HoldChanges.isSame(hour(0), held(none, hour.plusSeconds(9), "root", "ticket")))
        .isFalse();
    assertThat(HoldChanges.isSame(hour(0), held(none, hour, "alice", "ticket"))).isFalse();
    assertThat(HoldChanges.isSame(hour(0), held(none, hour, "root", ""))).isFalse();
  }

  @Test
  void endless_unreadable_and_no_holds_are_compared_as_they_are() {
    HoldReading forever = new HoldReading.Held(new Hold(Optional.empty(), NOON, "root", ""));
    assertThat(HoldChanges.isSame(forever, forever)).isTrue();
    assertThat(HoldChanges.isSame(forever, hour(0))).isFalse();
    assertThat(HoldChanges.isSame(forever, new HoldReading.Free())).isFalse();
    assertThat(HoldChanges.isSame(new HoldReading.Free(), new HoldReading.Free())).isTrue();
    assertThat(
            HoldChanges.isSame(
                new HoldReading.Unreadable("a folder"), new HoldReading.Unreadable("empty")))
        .isFalse();
  }
}
