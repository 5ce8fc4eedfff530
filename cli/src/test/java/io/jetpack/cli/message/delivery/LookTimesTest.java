package io.jetpack.cli.message.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LookTimesTest {

  private static final long START = 1_000_000_000L;

  private final LookTimes looks = new LookTimes(START);

  private static long after(long millis) {
    return START + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void a_look_into_an_empty_folder_is_repeated_at_once_however_long_it_took() {
    looks.looked(START, 0);
    assertThat(looks.isDue(START)).isFalse();
    looks.nudge();
    assertThat(looks.isDue(START)).isTrue();
  }

  @Test
  void a_look_into_a_full_folder_is_repeated_after_a_pause() {
    looks.looked(START, 10_000);
    looks.nudge();
    assertThat(looks.isDue(after(499))).isFalse();
    assertThat(looks.untilNext(after(499))).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1));
    assertThat(looks.isDue(after(500))).isTrue();
  }

  @Test
  void nobody_need_say_that_there_is_something_new() {
    looks.looked(START, 0);
    assertThat(looks.isDue(after(4_999))).isFalse();
    assertThat(looks.isDue(after(5_000))).isTrue();
    looks.watched(true);
    looks.looked(START, 0);
    assertThat(looks.isDue(after(59_999))).isFalse();
    assertThat(looks.isDue(after(60_000))).isTrue();
  }
}
