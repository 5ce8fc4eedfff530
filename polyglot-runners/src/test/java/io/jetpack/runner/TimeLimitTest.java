package io.jetpack.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeLimitTest {

  private final CompletableFuture<String> never = new CompletableFuture<>();

  @Test
  void what_is_there_in_time_is_waited_for() throws Exception {
    TimeLimit limit = new TimeLimit(Duration.ofSeconds(30));
    Thread.ofVirtual().start(() -> never.complete("done"));
    assertThat(limit.await(never)).isTrue();
  }

  @Test
  void it_ends_when_its_time_is_over() throws Exception {
    long start = System.nanoTime();
    assertThat(new TimeLimit(Duration.ofMillis(50)).await(never)).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(50), Duration.ofSeconds(20));
  }

  @Test
  void time_in_which_the_program_stood_still_does_not_count() throws Exception {
    AtomicLong stoodStill = new AtomicLong();
    long hour = Duration.ofHours(1).toNanos();
    long start = System.nanoTime();
    TimeLimit limit =
        new TimeLimit(
            Duration.ofMillis(2200), () -> System.nanoTime() + stoodStill.addAndGet(hour));
    assertThat(limit.await(never)).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("more than one look")
        .isGreaterThan(Duration.ofMillis(1500));
  }
}
