package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.service.event.RunResult;
import java.time.Duration;

/**
 * Hears of every run, of a script or of a built-in, for metrics. Safe for use by many threads;
 * never throws.
 */
@FunctionalInterface
public interface RunListener {

  /**
   * A check has ended. Not called for one that was interrupted.
   *
   * @param late how long after its turn it began
   */
  void finished(String check, RunResult result, Duration late);
}
