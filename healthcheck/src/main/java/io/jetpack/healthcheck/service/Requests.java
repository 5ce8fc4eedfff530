package io.jetpack.healthcheck.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Carries requests and withdrawals out, one after the other, on a thread of its own: they may wait
 * for something outside. Safe for use by many threads.
 */
final class Requests implements AutoCloseable {

  private static final long SECONDS_TO_FINISH = 2;

  @FunctionalInterface
  private interface Step {
    void run() throws InterruptedException;
  }

  private final TerminationAction action;
  private final StateKeeper keeper;
  private final HealthEvents events;
  private final SettingsHealth settings;
  private final BiConsumer<PendingRequest, String> unmade;
  private final List<Withdrawal> untold = new ArrayList<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("termination").factory());

  /**
   * @param settings are asked again immediately before each request
   * @param unmade is told of a request that was not made, and why
   */
  Requests(
      TerminationAction action,
      StateKeeper keeper,
      HealthEvents events,
      SettingsHealth settings,
      BiConsumer<PendingRequest, String> unmade) {
    this.action = action;
    this.keeper = keeper;
    this.events = events;
    this.settings = settings;
    this.unmade = unmade;
  }

  /** It is written down first: who is killed in between asks again, and does not forget. */
  void request(PendingRequest request) {
    carryOut(() -> {
      Optional<String> waits = settings.lookAgain();
      if (waits.isEmpty()) {
        keeper.save();
        // which may have taken long
        waits = settings.lookAgain();
      }
      if (waits.isPresent()) {
        unmade.accept(request, waits.get());
      } else {
        action.requested(request);
      }
    });
  }

  /** It is told first: who is killed in between tells it again. */
  void withdraw(Withdrawal withdrawal) {
    synchronized (untold) {
      untold.add(withdrawal);
    }
    carryOut(() -> {
      action.withdrawn(withdrawal.request(), withdrawal.why());
      synchronized (untold) {
        boolean ignored = untold.remove(withdrawal);
      }
      keeper.save();
    });
  }

  /** What is taken back and not told yet: it has to stay written down until then. */
  List<Withdrawal> untold() {
    synchronized (untold) {
      return List.copyOf(untold);
    }
  }

  private void carryOut(Step step) {
    thread.execute(() -> {
      try {
        step.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        events.publish(new HealthEvent.Trouble("the termination action failed: " + e));
      }
    });
  }

  /** Gives what is under way two seconds to end. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
        List<Runnable> ignored = thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      List<Runnable> ignored = thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
