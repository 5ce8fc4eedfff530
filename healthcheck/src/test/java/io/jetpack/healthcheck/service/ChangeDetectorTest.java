package io.jetpack.healthcheck.service;

import static io.jetpack.healthcheck.HealthState.HEALTHY;
import static io.jetpack.healthcheck.HealthState.TERMINATE;
import static io.jetpack.healthcheck.HealthState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.healthcheck.HealthState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeDetectorTest {

  private final ChangeDetector changes = new ChangeDetector(Duration.ofHours(24));
  private long time = -1000;

  private boolean news(HealthState state, boolean held, String reason) {
    return changes.isNews("a", state, held, Optional.of(reason), time);
  }

  @Test
  void tells_a_fault_once_a_new_reason_once_and_its_end_once() {
    assertThat(news(HEALTHY, false, "")).isFalse();
    assertThat(news(UNKNOWN, false, "no such disk")).isTrue();
    assertThat(news(UNKNOWN, false, "no such disk")).isFalse();
    assertThat(news(UNKNOWN, false, "disk is slow")).isTrue();
    assertThat(news(HEALTHY, false, "")).isTrue();
    assertThat(news(HEALTHY, false, "")).isFalse();
  }

  @Test
  void numbers_that_wobble_are_no_news() {
    assertThat(news(UNKNOWN, false, "91.5 % of 200 GB")).isTrue();
    assertThat(news(UNKNOWN, false, "92,1 % of 199 GB")).isFalse();
  }

  @Test
  void reminds_after_a_day() {
    assertThat(news(UNKNOWN, false, "x")).isTrue();
    time += Duration.ofHours(23).toNanos();
    assertThat(news(UNKNOWN, false, "x")).isFalse();
    time += Duration.ofHours(1).toNanos();
    assertThat(news(UNKNOWN, false, "x")).isTrue();
    assertThat(news(UNKNOWN, false, "x")).isFalse();
  }

  @Test
  void a_hold_is_news_about_a_check_that_asks_for_termination() {
    assertThat(news(TERMINATE, false, "x")).isTrue();
    assertThat(news(TERMINATE, true, "x")).isTrue();
    assertThat(news(TERMINATE, true, "x")).isFalse();
    assertThat(news(TERMINATE, false, "x")).isTrue();
  }

  @Test
  void what_was_told_before_a_restart_is_not_told_again() {
    changes.restore("a", UNKNOWN, false, Optional.of("x 1"), time);
    assertThat(news(UNKNOWN, false, "x 2")).isFalse();
    assertThat(news(HEALTHY, false, "")).isTrue();
    changes.restore("a", HEALTHY, false, Optional.empty(), time);
    assertThat(news(HEALTHY, false, "")).isFalse();
  }
}
