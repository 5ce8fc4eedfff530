package io.jetpack.healthcheck.service.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CheckSchedulerTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final List<Throwable> bugs = new CopyOnWriteArrayList<>();

  /** Notes which threads beat. */
  private static final class Listening implements Pulse {
    private final Set<String> threads = ConcurrentHashMap.newKeySet();
    private final CountDownLatch beats;
    private final Duration period;

    Listening(int beats, Duration period) {
      this.beats = new CountDownLatch(beats);
      this.period = period;
    }

    @Override
    public void beat() {
      threads.add(Thread.currentThread().getName());
      beats.countDown();
    }

    @Override
    public Duration period() {
      return period;
    }
  }

  @Test
  void the_ticking_thread_itself_beats_also_when_nothing_is_ever_due() throws Exception {
    Listening pulse = new Listening(10, Duration.ofMillis(100));
    try (CheckScheduler scheduler = new CheckScheduler(4, (name, late) -> {}, pulse, bugs::add)) {
      scheduler.start();
      assertThat(pulse.beats.await(5, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(pulse.threads).containsExactly("ticker");
  }

  @Test
  void it_beats_while_all_checks_hang() throws Exception {
    Listening pulse = new Listening(40, Duration.ofMillis(100));
    CountDownLatch hanging = new CountDownLatch(30);
    CheckScheduler.Run hangs =
        (name, late) -> {
          hanging.countDown();
          new CountDownLatch(1).await();
        };
    try (CheckScheduler scheduler = new CheckScheduler(4, hangs, pulse, bugs::add)) {
      for (int i = 0; i < 30; i++) {
        scheduler.put("hangs" + i, HOUR, Duration.ZERO);
      }
      scheduler.start();
      assertThat(hanging.await(8, TimeUnit.SECONDS)).isTrue();
      assertThat(pulse.beats.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(pulse.threads).containsExactly("ticker");
    assertThat(bugs).isEmpty();
  }

  @Test
  void many_that_hang_keep_another_one_waiting_for_seconds_not_for_their_number() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    CheckScheduler.Run run =
        (name, late) -> {
          if (name.equals("z")) {
            ran.countDown();
          } else {
            new CountDownLatch(1).await();
          }
        };
    Pulse pulse = Pulse.none(HOUR);
    long start = System.nanoTime();
    try (CheckScheduler scheduler = new CheckScheduler(4, run, pulse, bugs::add)) {
      for (int i = 0; i < 200; i++) {
        scheduler.put("hangs" + i, HOUR, Duration.ZERO);
      }
      scheduler.put("z", HOUR, Duration.ofMillis(10));
      scheduler.start();
      assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
  }

  @Test
  void it_sleeps_until_something_is_due_and_no_longer() throws Exception {
    CountDownLatch ran = new CountDownLatch(3);
    List<Duration> lateness = new CopyOnWriteArrayList<>();
    CheckScheduler.Run run =
        (name, late) -> {
          lateness.add(late);
          ran.countDown();
        };
    try (CheckScheduler scheduler = new CheckScheduler(4, run, Pulse.none(HOUR), bugs::add)) {
      scheduler.start();
      scheduler.put("a", Duration.ofMillis(200), Duration.ofMillis(300));
      assertThat(ran.await(10, TimeUnit.SECONDS)).as("woken by nobody").isTrue();
      scheduler.put("b", HOUR, HOUR);
      int before = lateness.size();
      scheduler.bringForward("b", Duration.ZERO);
      while (lateness.size() == before) {
        Thread.onSpinWait();
      }
    }
    assertThat(lateness).allSatisfy(late -> assertThat(late).isLessThan(Duration.ofSeconds(2)));
  }

  /** Where there can be no more threads, the JVM throws an error wherever one is wanted. */
  @Test
  void an_error_costs_one_turn_and_no_more() throws Exception {
    CountDownLatch turns = new CountDownLatch(6);
    List<String> failed = new CopyOnWriteArrayList<>();
    CheckScheduler.Run run =
        new CheckScheduler.Run() {
          @Override
          public void run(String name, Duration late) {
            turns.countDown();
            throw new OutOfMemoryError("unable to create native thread: " + turns.getCount());
          }

          @Override
          public void failed(String name, Throwable why) {
            failed.add(name);
          }
        };
    CountDownLatch beats = new CountDownLatch(3);
    Pulse pulse =
        new Pulse() {
          @Override
          public void beat() {
            beats.countDown();
            throw new NoClassDefFoundError("the pulse");
          }

          @Override
          public Duration period() {
            return Duration.ofMillis(10);
          }
        };
    try (CheckScheduler scheduler = new CheckScheduler(4, run, pulse, bugs::add)) {
      scheduler.start();
      scheduler.put("a", Duration.ofMillis(50), Duration.ZERO);
      scheduler.put("b", Duration.ofMillis(50), Duration.ZERO);
      assertThat(turns.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(beats.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(failed).contains("a", "b");
    assertThat(bugs).hasAtLeastOneElementOfType(NoClassDefFoundError.class);
  }
}
