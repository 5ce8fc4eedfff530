package io.jetpack.cli.healthcheck.metrics;

import io.jetpack.healthcheck.HealthState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * The port by which the service tells its numbers. Nothing but {@link #writeTextfile} throws or
 * waits. Safe for use by many threads.
 */
public interface HealthMetrics extends AutoCloseable {

  /** Counts nothing. */
  HealthMetrics NONE = new NoMetrics();

  /**
   * Where the numbers are to be had.
   *
   * @param port of an endpoint on 127.0.0.1, if there is to be one; 0 is any that is free
   * @param textfile a file for node_exporter, if there is to be one; its name should end in {@code
   *     .prom}
   */
  record Exports(OptionalInt port, Optional<Path> textfile) {}

  /**
   * What is asked when somebody looks, from any thread.
   *
   * @param warmContexts how many Python interpreters wait for work
   * @param outboxMessages how many messages wait for the broker
   * @param isTicking whether the scheduler's thread is alive and not stuck
   */
  record Sources(IntSupplier warmContexts, IntSupplier outboxMessages, BooleanSupplier isTicking) {}

  /**
   * Opens what is to be there, and loads nothing when that is nothing.
   *
   * @throws IOException when the port can not be had; says which and why, and nothing stays open
   */
  static HealthMetrics open(Exports exports, Sources sources) throws IOException {
    return exports.port().isEmpty() && exports.textfile().isEmpty()
        ? NONE
        : PrometheusMetrics.open(exports, sources);
  }

  /**
   * A check has run.
   *
   * @param wall how long it took
   * @param late how long after its turn it began
   * @param cpu processor time, where it is known
   * @param timedOut whether its time limit ended it
   * @param strays how many processes it left behind, which were killed
   */
  void finished(
      String check,
      Duration wall,
      Duration late,
      Optional<Duration> cpu,
      boolean timedOut,
      int strays);

  /**
   * What a check says, or that it waits for its first run.
   *
   * @param state empty before that
   */
  void state(String check, Optional<HealthState> state);

  /** A check should have run, but its last run had not ended. */
  void missedTick(String check);

  /** A check is no more; its numbers go. */
  void removed(String check);

  /** Whether somebody holds the node. */
  void held(boolean held);

  /** Whether all of the operator's settings can be read. */
  void settingsReadable(boolean readable);

  /**
   * Writes the file anew, if there is to be one.
   *
   * @throws IOException when that is not possible; says which file, and the old one is as it was
   */
  void writeTextfile() throws IOException;

  /** Closes the endpoint. The file stays as it is. */
  @Override
  void close();
}
