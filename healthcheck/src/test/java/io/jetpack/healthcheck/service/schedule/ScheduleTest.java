package io.jetpack.healthcheck.service.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times are in units of one nanosecond. */
class ScheduleTest {

  private static List<String> due(Schedule schedule, long now) {
    return schedule.takeDue(now).stream().map(Schedule.Turn::name).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1_000_000, -5_000_000, Long.MAX_VALUE - 500, Long.MIN_VALUE + 5})
  void turns_keep_their_rhythm_wherever_the_clock_begins(long origin) {
    Schedule schedule = new Schedule(origin);
    schedule.add("a", 100, origin + 30);
    assertThat(due(schedule, origin + 29)).isEmpty();
    assertThat(due(schedule, origin + 35)).containsExactly("a");
    schedule.ended("a");
    assertThat(schedule.nextDue()).hasValue(origin + 130);
    assertThat(due(schedule, origin + 131)).containsExactly("a");
    assertThat(schedule.missed("a")).isZero();
  }

  @Test
  void what_is_longest_overdue_comes_first() {
    Schedule schedule = new Schedule(0);
    schedule.add("b", 100, 20);
    schedule.add("c", 100, 10);
    schedule.add("a", 100, 20);
    assertThat(due(schedule, 50)).containsExactly("c", "a", "b");
  }

  @Test
  void a_turn_during_a_run_is_dropped_and_counted() {
    Schedule schedule = new Schedule(0);
    schedule.add("a", 100, 0);
    assertThat(due(schedule, 0)).containsExactly("a");
    assertThat(due(schedule, 100)).isEmpty();
    assertThat(due(schedule, 200)).isEmpty();
    assertThat(schedule.missed("a")).isEqualTo(2);
    schedule.ended("a");
    assertThat(due(schedule, 250)).isEmpty();
    assertThat(due(schedule, 300)).containsExactly("a");
  }

  @Test
  void a_long_sleep_of_the_machine_gives_one_run_and_no_storm() {
    Schedule schedule = new Schedule(0);
    schedule.add("a", 100, 0);
    assertThat(due(schedule, 0)).containsExactly("a");
    schedule.ended("a");
    assertThat(due(schedule, 1050)).containsExactly("a");
    schedule.ended("a");
    assertThat(due(schedule, 1050)).isEmpty();
    assertThat(schedule.nextDue()).hasValue(1100);
    assertThat(schedule.missed("a")).isEqualTo(9);
  }

  @Test
  void a_run_is_brought_forward_but_never_put_off() {
    Schedule schedule = new Schedule(0);
    schedule.add("a", 100, 50);
    schedule.bringForward("a", 70);
    assertThat(schedule.nextDue("a")).hasValue(50);
    schedule.bringForward("a", 10);
    assertThat(due(schedule, 10)).containsExactly("a");
    assertThat(schedule.nextDue("a")).hasValue(50);
  }

  @Test
  void what_runs_is_due_again_when_it_has_ended() {
    Schedule schedule = new Schedule(0);
    schedule.add("a", 1000, 0);
    assertThat(due(schedule, 0)).containsExactly("a");
    schedule.bringForward("a", 30);
    schedule.bringForward("a", 20);
    assertThat(due(schedule, 40)).isEmpty();
    assertThat(schedule.missed("a")).isZero();
    schedule.ended("a");
    assertThat(due(schedule, 40)).containsExactly("a");
    schedule.ended("a");
    assertThat(due(schedule, 500)).isEmpty();
  }

  @Test
  void a_changed_interval_holds_from_now_on() {
    Schedule schedule = new Schedule(0);
    schedule.add("a", 1000, 500);
    schedule.changeInterval("a", 100, 200);
    assertThat(due(schedule, 300)).containsExactly("a");
    schedule.ended("a");
    assertThat(schedule.nextDue("a")).hasValue(400);
    schedule.changeInterval("a", 1000, 310);
    assertThat(schedule.nextDue("a")).hasValue(400);
  }

  @Test
  void what_was_removed_is_not_due_and_its_end_does_no_harm() {
    Schedule schedule = new Schedule(0);
    schedule.add("a", 100, 0);
    assertThat(due(schedule, 0)).containsExactly("a");
    schedule.remove("a");
    schedule.ended("a");
    schedule.bringForward("a", 1);
    assertThat(due(schedule, 1000)).isEmpty();
    assertThat(schedule.nextDue()).isEmpty();
  }

  @Test
  void first_runs_are_spread_over_the_interval_and_stable() {
    Duration interval = Duration.ofMinutes(1);
    int[] buckets = new int[10];
    for (int i = 0; i < 1000; i++) {
      Duration splay = Splay.of("node" + i, "disk.sh", interval);
      assertThat(splay).isLessThan(interval).isEqualTo(Splay.of("node" + i, "disk.sh", interval));
      buckets[(int) (splay.toMillis() / 6000)]++;
    }
    assertThat(Arrays.stream(buckets)).allMatch(count -> count > 50);
    assertThat(Splay.of("n", "c", Duration.ofDays(9))).isLessThan(Duration.ofMinutes(1));
    assertThat(Splay.of("n", "c", Duration.ofMillis(1))).isZero();
  }
}
