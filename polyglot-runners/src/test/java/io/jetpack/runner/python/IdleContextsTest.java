package io.jetpack.runner.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.runner.python.IdleContexts.Numbered;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdleContextsTest {

  /** Begins where the clock of a machine may be: before its zero. */
  private final AtomicLong now = new AtomicLong(-Duration.ofMinutes(7).toNanos());

  private final IdleContexts<String> idle = new IdleContexts<>(3, Duration.ofMinutes(15), now::get);

  private final Numbered<String> first = idle.number("first");
  private final Numbered<String> second = idle.number("second");
  private final Numbered<String> third = idle.number("third");

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void the_one_that_was_made_first_is_taken_first_whoever_came_back_last() {
    assertThat(idle.giveBack(first)).isEmpty();
    assertThat(idle.giveBack(third)).isEmpty();
    assertThat(idle.giveBack(second)).isEmpty();
    assertThat(idle.take()).contains(first);
    assertThat(idle.take()).contains(second);
    assertThat(idle.take()).contains(third);
    assertThat(idle.take()).isEmpty();
  }

  @Test
  void what_is_not_needed_for_long_is_given_up() {
    assertThat(idle.giveBack(second)).isEmpty();
    assertThat(idle.giveBack(third)).isEmpty();
    pass(Duration.ofMinutes(10));
    assertThat(idle.giveBack(first)).isEmpty();
    assertThat(idle.take()).contains(first);
    pass(Duration.ofMinutes(6));
    assertThat(idle.giveBack(first)).containsExactly("second", "third");
    assertThat(idle.size()).isEqualTo(1);
  }

  @Test
  void the_first_stays_however_long_it_rests() {
    assertThat(idle.giveBack(first)).isEmpty();
    pass(Duration.ofDays(400));
    assertThat(idle.giveBack(second)).isEmpty();
    assertThat(idle.take()).contains(first);
  }

  @Test
  void of_too_many_the_least_recently_used_goes() {
    assertThat(idle.giveBack(second)).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(idle.giveBack(first)).isEmpty();
    assertThat(idle.giveBack(third)).isEmpty();
    assertThat(idle.giveBack(idle.number("fourth"))).containsExactly("second");
    assertThat(idle.clear()).containsExactly("first", "third", "fourth");
    assertThat(idle.isEmpty()).isTrue();
  }
}
