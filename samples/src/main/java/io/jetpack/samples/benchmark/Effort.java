package io.jetpack.samples.benchmark;

import java.time.Duration;

/**
 * How much time a measurement may take.
 *
 * @param warmUpRuns runs of a Python script before it counts as warm
 * @param rounds how often both sides are measured, one after the other
 * @param runsPerRound runs of a process in a round
 * @param batch how long the runs in process of a round take together: the JVM tells its processor
 *     time in steps of 10 ms only
 */
record Effort(int warmUpRuns, int rounds, int runsPerRound, Duration batch) {

  static final Effort FULL = new Effort(300, 15, 8, Duration.ofMillis(500));
  static final Effort QUICK = new Effort(100, 5, 4, Duration.ofMillis(250));
}
