package io.jetpack.cli.node;

import io.jetpack.healthcheck.RunLimits;
import io.jetpack.healthcheck.service.ServicePlan;
import io.jetpack.runner.RunnerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the operator of a node has chosen.
 *
 * @param runners how scripts are run
 * @param limits what holds for each run of a check
 * @param timeLimit the time that a check has which says nothing about it
 * @param plan what holds for the service
 * @param action the name of what is done when the node should be terminated
 * @param command the command line for that, may be empty
 * @param metrics where metrics are shown
 * @param log how the logs are kept
 * @param outbox how messages are kept
 */
public record Settings(
    RunnerSettings runners,
    RunLimits limits,
    Duration timeLimit,
    ServicePlan plan,
    String action,
    List<String> command,
    Metrics metrics,
    Log log,
    Outbox outbox) {

  public Settings {
    command = List.copyOf(command);
  }

  /** How many checks run at once, at least 1. */
  public int parallel() {
    return plan.parallel();
  }

  /**
   * Where metrics are shown.
   *
   * @param port on the loopback address; 0 for nowhere
   * @param file for node_exporter
   */
  public record Metrics(int port, Optional<Path> file) {}

  /**
   * How the logs are kept.
   *
   * @param limitBytes how large one grows
   * @param kept how many full ones are kept
   */
  public record Log(int limitBytes, int kept) {}

  /**
   * How messages are kept until the broker has them.
   *
   * @param limitMessages how many at most
   * @param limitBytes how large all of them are together at most
   * @param messageLimitBytes how large one is at most
   * @param keepUnroutable how long one is kept that no queue wants
   */
  public record Outbox(
      int limitMessages, int limitBytes, int messageLimitBytes, Duration keepUnroutable) {}
}
