package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.service.event.HealthEvent;
import io.jetpack.healthcheck.service.event.HealthEvents;
import io.jetpack.healthcheck.service.state.PendingRequest;
import io.jetpack.healthcheck.service.state.SettingsHealth;
import io.jetpack.healthcheck.service.state.Withdrawal;
import io.jetpack.healthcheck.service.termination.ActionFailedException;
import io.jetpack.healthcheck.service.termination.TerminationAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Carries requests and withdrawals out, one after the other, on a thread of its own: they may wait
 * for something outside. Safe for use by many threads.
 */
final class Requests implements AutoCloseable {

  private static final long SECONDS_TO_FINISH = 2;
  private static final String FAILED = "the termination action failed: ";

  @FunctionalInterface
  private interface Step {
    void run() throws InterruptedException, ActionFailedException;
  }

  private final TerminationAction action;
  private final StateKeeper keeper;
  private final HealthEvents events;
  private final SettingsHealth settings;
  private final BiConsumer<PendingRequest, String> unmade;
  private final BiConsumer<PendingRequest, String> failed;
  private final Predicate<PendingRequest> stillWanted;

  /** The checks whose first request was dropped: there is nothing to withdraw. */
  private final Set<String> dropped = ConcurrentHashMap.newKeySet();

  private final List<Withdrawal> untold = new ArrayList<>();
  private final Mishaps mishaps;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().name("termination").factory());

  /**
   * @param settings are asked again immediately before each request
   * @param unmade is told of a request that was not made, because the settings cannot be read
   * @param failed is told of a request that could not be made, and why
   * @param stillWanted whether a request has not been withdrawn, and nobody holds the node; is
   *     asked immediately before it is made, since others may have taken long meanwhile
   */
  Requests(
      TerminationAction action,
      StateKeeper keeper,
      HealthEvents events,
      SettingsHealth settings,
      BiConsumer<PendingRequest, String> unmade,
      BiConsumer<PendingRequest, String> failed,
      Predicate<PendingRequest> stillWanted,
      Mishaps mishaps) {
    this.action = action;
    this.keeper = keeper;
    this.events = events;
    this.settings = settings;
    this.unmade = unmade;
    this.failed = failed;
    this.stillWanted = stillWanted;
    this.mishaps = mishaps;
    // now, and not when there may be no more threads
    boolean _ = thread.prestartCoreThread();
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
      } else if (stillWanted.test(request)) {
        boolean _ = dropped.remove(request.check());
        requestNow(request);
      } else if (request.attempt() == 1) {
        boolean _ = dropped.add(request.check());
      }
    });
  }

  /** What was not handed over is no request. */
  private void requestNow(PendingRequest request) throws InterruptedException {
    try {
      action.requested(request);
    } catch (ActionFailedException e) {
      failed.accept(request, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // of a plugin, mostly
      failed.accept(request, FAILED + e);
    } catch (Error e) {
      mishaps.happened(e);
      failed.accept(request, Mishaps.reason(e));
    }
  }

  /** It is told first: who is killed in between tells it again. */
  void withdraw(Withdrawal withdrawal) {
    synchronized (untold) {
      untold.add(withdrawal);
    }
    carryOut(() -> {
      if (!dropped.remove(withdrawal.request().check())) {
        action.withdrawn(withdrawal.request(), withdrawal.why());
      }
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
      } catch (ActionFailedException e) {
        events.publish(new HealthEvent.Trouble(String.valueOf(e.getMessage())));
      } catch (RuntimeException e) {
        events.publish(new HealthEvent.Trouble(FAILED + e));
      } catch (Error e) {
        mishaps.happened(e);
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
