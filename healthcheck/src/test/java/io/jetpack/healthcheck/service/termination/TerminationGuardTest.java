package io.jetpack.healthcheck.service.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.healthcheck.hold.Hold;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.healthcheck.service.state.PendingRequest;
import io.jetpack.healthcheck.service.termination.TerminationGuard.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminationGuardTest {

  private static final Instant NOW = Instant.parse("2026-11-22T13:00:00Z");
  private static final HoldReading FREE = new HoldReading.Free();
  private static final HoldReading HELD =
      new HoldReading.Held(new Hold(Optional.empty(), NOW, "root", ""));
  private static final String UNREAD = "jetpack.toml does not read";
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final TerminationGuard guard = new TerminationGuard();
  private long time = Long.MAX_VALUE - 100; // the clock may be anywhere
  private Instant wall = NOW;

  private Decision failed(String check, int confirm, int all, HoldReading hold) {
    return failed(check, new Confirmation(confirm, Duration.ZERO, ""), all, hold);
  }

  private Decision failed(String check, Confirmation confirmation, int all, HoldReading hold) {
    return guard.failed(check, "broken", confirmation, all, hold, Optional.empty(), wall, time);
  }

  private Decision failedUnread(String check, int confirm, HoldReading hold) {
    return guard.failed(
        check,
        "broken",
        new Confirmation(confirm, Duration.ZERO, ""),
        10,
        hold,
        Optional.of(UNREAD),
        wall,
        time);
  }

  private static PendingRequest attempt(String check, int number) {
    return new PendingRequest(check, "broken", NOW, number);
  }

  @Test
  void asks_at_once_by_default() {
    assertThat(failed("a", 1, 10, FREE)).isEqualTo(new Decision.Request(attempt("a", 1)));
  }

  @Test
  void wants_as_many_confirmations_as_the_check_does() {
    assertThat(failed("a", 3, 10, FREE)).isEqualTo(new Decision.Unconfirmed(1, 3, false));
    assertThat(failed("a", 3, 10, FREE)).isEqualTo(new Decision.Unconfirmed(2, 3, false));
    assertThat(failed("a", 3, 10, FREE)).isEqualTo(new Decision.Request(attempt("a", 1)));
  }

  @Test
  void confirmations_are_in_a_row() {
    assertThat(failed("a", 2, 10, FREE)).isInstanceOf(Decision.Unconfirmed.class);
    assertThat(guard.recovered("a")).isEmpty();
    assertThat(failed("a", 2, 10, FREE)).isEqualTo(new Decision.Unconfirmed(1, 2, false));
  }

  @Test
  void reminds_with_growing_distance() {
    assertThat(failed("a", 1, 10, FREE)).isEqualTo(new Decision.Request(attempt("a", 1)));
    assertThat(failed("a", 1, 10, FREE)).isEqualTo(new Decision.Requested(attempt("a", 1)));
    time += MINUTE;
    assertThat(failed("a", 1, 10, FREE)).isEqualTo(new Decision.Request(attempt("a", 2)));
    time += MINUTE;
    assertThat(failed("a", 1, 10, FREE)).isEqualTo(new Decision.Requested(attempt("a", 2)));
    time += MINUTE;
    assertThat(failed("a", 1, 10, FREE)).isEqualTo(new Decision.Request(attempt("a", 3)));
    assertThat(TerminationGuard.reminderAfter(4)).isEqualTo(Duration.ofMinutes(8));
    assertThat(TerminationGuard.reminderAfter(7)).isEqualTo(Duration.ofHours(1));
    assertThat(TerminationGuard.reminderAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void nothing_is_asked_for_while_the_settings_cannot_be_read() {
    assertThat(failedUnread("a", 2, FREE)).isEqualTo(new Decision.Unconfirmed(1, 2, false));
    assertThat(failedUnread("a", 2, FREE)).isEqualTo(new Decision.Waiting(UNREAD, true));
    assertThat(failedUnread("a", 2, FREE)).isEqualTo(new Decision.Waiting(UNREAD, false));
    assertThat(guard.waits("a")).contains(UNREAD);
    assertThat(guard.pending("a")).isEmpty();
    assertThat(failedUnread("b", 1, HELD)).as("a hold says more").isInstanceOf(Decision.Held.class);
    assertThat(guard.waits("b")).isEmpty();
    assertThat(guard.takeWaiting()).containsExactly("a");
    assertThat(guard.takeWaiting()).isEmpty();
    assertThat(failed("a", 2, 10, FREE)).isEqualTo(new Decision.Request(attempt("a", 1)));
    assertThat(guard.waits("a")).isEmpty();
  }

  @Test
  void what_was_asked_for_stays_so_and_its_next_attempt_waits() {
    assertThat(failed("a", 1, 10, FREE)).isEqualTo(new Decision.Request(attempt("a", 1)));
    assertThat(failedUnread("a", 1, FREE)).isEqualTo(new Decision.Requested(attempt("a", 1)));
    time += MINUTE;
    assertThat(failedUnread("a", 1, FREE)).isEqualTo(new Decision.Waiting(UNREAD, true));
    assertThat(guard.pending("a")).contains(attempt("a", 1));
    assertThat(failed("a", 1, 10, FREE)).isEqualTo(new Decision.Request(attempt("a", 2)));
    time += 2 * MINUTE;
    assertThat(failedUnread("a", 1, FREE)).isEqualTo(new Decision.Waiting(UNREAD, true));
    assertThat(guard.recovered("a")).contains(attempt("a", 2));
  }

  @Test
  void a_request_that_was_not_made_is_as_if_it_had_not_been_decided_on() {
    assertThat(failed("a", 1, 10, FREE)).isEqualTo(new Decision.Request(attempt("a", 1)));
    assertThat(guard.unmade(attempt("a", 1), UNREAD, time)).isTrue();
    assertThat(guard.pending("a")).isEmpty();
    assertThat(failedUnread("a", 1, FREE)).isEqualTo(new Decision.Waiting(UNREAD, false));
    assertThat(failed("a", 1, 10, FREE)).isEqualTo(new Decision.Request(attempt("a", 1)));
    time += MINUTE;
    assertThat(failed("a", 1, 10, FREE)).isEqualTo(new Decision.Request(attempt("a", 2)));
    assertThat(guard.unmade(attempt("a", 2), UNREAD, time)).isTrue();
    assertThat(guard.pending("a")).contains(attempt("a", 1));
    assertThat(failed("a", 1, 10, FREE)).isEqualTo(new Decision.Request(attempt("a", 2)));
    assertThat(guard.recovered("a")).isPresent();
    assertThat(guard.unmade(attempt("a", 2), UNREAD, time)).as("taken back").isFalse();
    assertThat(guard.waits("a")).isEmpty();
  }

  @Test
  void withdraws_what_was_asked_and_nothing_else() {
    assertThat(guard.recovered("a")).isEmpty();
    Decision ignored = failed("a", 1, 10, FREE);
    assertThat(guard.recovered("a")).contains(attempt("a", 1));
    assertThat(guard.recovered("a")).isEmpty();
  }

  @Test
  void a_hold_stops_everything_also_when_it_can_not_be_read() {
    assertThat(failed("a", 1, 10, HELD)).isEqualTo(new Decision.Held(HELD));
    HoldReading unreadable = new HoldReading.Unreadable("x");
    assertThat(failed("a", 1, 10, unreadable)).isEqualTo(new Decision.Held(unreadable));
    assertThat(failed("a", 1, 10, FREE)).isEqualTo(new Decision.Request(attempt("a", 1)));
    assertThat(guard.takeAll()).containsExactly(attempt("a", 1));
    assertThat(guard.pending("a")).isEmpty();
  }

  @Test
  void many_at_once_wait_for_one_confirmation_more_and_take_the_first_requests_back() {
    assertThat(failed("a", 1, 6, FREE)).isInstanceOf(Decision.Request.class);
    assertThat(failed("b", 1, 6, FREE)).isInstanceOf(Decision.Request.class);
    assertThat(guard.takeSuspected()).isEmpty();
    assertThat(failed("c", 1, 6, FREE)).isEqualTo(new Decision.Unconfirmed(1, 2, true));
    assertThat(guard.takeSuspected()).containsExactlyInAnyOrder(attempt("a", 1), attempt("b", 1));
    assertThat(guard.takeSuspected()).isEmpty();
    time += 10_000_000_000L;
    assertThat(failed("a", 1, 6, FREE)).isEqualTo(new Decision.Request(attempt("a", 1)));
    assertThat(failed("c", 1, 6, FREE)).isEqualTo(new Decision.Request(attempt("c", 1)));
    assertThat(guard.takeSuspected()).isEmpty();
  }

  @Test
  void two_checks_or_less_than_half_of_many_or_one_after_the_other_are_no_common_cause() {
    for (int i = 0; i < 2; i++) {
      assertThat(failed("two" + i, 1, 2, FREE)).isInstanceOf(Decision.Request.class);
    }
    time += 2 * MINUTE;
    for (int i = 0; i < 4; i++) {
      assertThat(failed("few" + i, 1, 9, FREE)).isInstanceOf(Decision.Request.class);
    }
    for (int i = 0; i < 6; i++) {
      time += 2 * MINUTE;
      assertThat(failed("slow" + i, 1, 6, FREE)).isInstanceOf(Decision.Request.class);
    }
    assertThat(guard.takeSuspected()).isEmpty();
  }

  @Test
  void what_was_pending_before_a_restart_is_asked_again_at_once() {
    guard.restore(attempt("a", 4), time);
    assertThat(failed("a", 3, 10, FREE)).isEqualTo(new Decision.Request(attempt("a", 5)));
  }

  private static final Confirmation SILENT = new Confirmation(2, Duration.ofSeconds(10), "");

  @Test
  void a_silent_254_is_heard_when_it_is_said_again_later_and_not_when_at_once() {
    Decision once = new Decision.Unconfirmed(1, 2, false);
    assertThat(failed("a", SILENT, 10, FREE)).isEqualTo(once);
    assertThat(guard.untilHeard("a", time)).isEqualTo(Duration.ofSeconds(10));
    pass(Duration.ofSeconds(4));
    assertThat(failed("a", SILENT, 10, FREE)).isEqualTo(once);
    assertThat(guard.untilHeard("a", time)).isEqualTo(Duration.ofSeconds(6));
    pass(Duration.ofSeconds(6));
    assertThat(failed("a", SILENT, 10, FREE)).isInstanceOf(Decision.Request.class);
    assertThat(guard.untilHeard("b", time)).isZero();
  }

  @Test
  void a_silent_254_that_says_a_word_the_next_time_is_heard() {
    assertThat(failed("a", SILENT, 10, FREE)).isInstanceOf(Decision.Unconfirmed.class);
    pass(Duration.ofSeconds(10));
    assertThat(failed("a", 1, 10, FREE)).isInstanceOf(Decision.Request.class);
  }

  @Test
  void silent_ones_at_once_have_to_say_it_a_third_time() {
    for (String check : List.of("a", "b", "c")) {
      assertThat(failed(check, SILENT, 6, FREE)).isInstanceOf(Decision.Unconfirmed.class);
    }
    pass(Duration.ofSeconds(10));
    assertThat(failed("a", SILENT, 6, FREE)).isEqualTo(new Decision.Unconfirmed(2, 3, true));
    pass(Duration.ofSeconds(10));
    assertThat(failed("a", SILENT, 6, FREE)).isInstanceOf(Decision.Request.class);
  }

  private void pass(Duration duration) {
    time += duration.toNanos();
    wall = wall.plus(duration);
  }
}
