package io.jetpack.runner.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Processes that do not belong to us can only be asked, at first often: most are about to go. An
 * interrupt stays set.
 */
final class Pauses {

  private static final long FIRST_MICROS = 250;
  private static final long LONGEST_MICROS = 4000;

  private long micros = FIRST_MICROS;

  /** Waits, twice as long as the time before. */
  void next() {
    boolean interrupted = Thread.interrupted();
    try {
      boolean ignored = new CountDownLatch(1).await(micros, TimeUnit.MICROSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    micros = Math.min(2 * micros, LONGEST_MICROS);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
