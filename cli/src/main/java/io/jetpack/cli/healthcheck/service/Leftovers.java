package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.healthcheck.service.log.ServiceLog;
import io.jetpack.healthcheck.scratch.ScratchLeftovers;
import io.jetpack.healthcheck.scratch.ScratchPlaces;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Removes the scratch directories of killed runs, beside everything else: at the start, and every
 * hour for those of programs that cannot be seen from here. Not thread-safe.
 */
final class Leftovers {

  static final Duration EVERY = Duration.ofHours(1);

  private final ScratchLeftovers leftovers;
  private final LongSupplier nanoTime;
  private final ServiceLog log;
  private @Nullable Thread remover;
  private long due;

  /**
   * @param places where directories may have been made
   * @param nanoTime a clock that does not jump, in nanoseconds
   */
  Leftovers(ScratchPlaces places, LongSupplier nanoTime, ServiceLog log) {
    this.leftovers = new ScratchLeftovers(places, nanoTime);
    this.nanoTime = nanoTime;
    this.log = log;
    this.due = nanoTime.getAsLong();
  }

  /** To be called every few seconds. */
  void removeWhenDue() {
    long now = nanoTime.getAsLong();
    // a mount that does not answer may hold the last one up
    if (now - due >= 0 && (remover == null || !remover.isAlive())) {
      due = now + EVERY.toNanos();
      remover = Thread.ofPlatform().daemon().name("scratch-leftovers").start(this::remove);
    }
  }

  private void remove() {
    ScratchLeftovers.Report report = leftovers.remove();
    report.kept().forEach(line -> log.warn("left by a run that was killed: " + line));
    if (report.removed() > 0) {
      log.info(
          "%d scratch directories of runs that were killed are removed"
              .formatted(report.removed()));
    }
  }
}
