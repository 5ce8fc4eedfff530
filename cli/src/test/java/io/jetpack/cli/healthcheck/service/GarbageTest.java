package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GarbageTest {

  // near its end, as nanoTime may be
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
  private final AtomicInteger collections = new AtomicInteger();
  private final Garbage garbage = new Garbage(clock::get, collections::incrementAndGet);

  private int after(Duration time) {
    clock.addAndGet(time.toNanos());
    garbage.collectWhenDue();
    return collections.get();
  }

  @Test
  void what_the_start_left_is_collected_soon_and_the_rest_now_and_then() {
    assertThat(after(Duration.ZERO)).isZero();
    assertThat(after(Garbage.FIRST.minusNanos(1))).isZero();
    assertThat(after(Duration.ofNanos(1))).isEqualTo(1);
    assertThat(after(Garbage.EVERY.minusNanos(1))).isEqualTo(1);
    assertThat(after(Duration.ofNanos(1))).isEqualTo(2);
    assertThat(after(Duration.ZERO)).isEqualTo(2);
  }

  @Test
  void a_machine_that_slept_has_nothing_to_make_up_for() {
    assertThat(after(Duration.ofDays(1))).isEqualTo(1);
    assertThat(after(Duration.ofSeconds(2))).isEqualTo(1);
  }
}
