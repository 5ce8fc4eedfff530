package io.jetpack.healthcheck.service.state;

import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.runner.files.Mount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the service knows at a moment.
 *
 * @param written when it was written down
 * @param started when the service was started
 * @param pid the service's process
 * @param hold whether the node is held
 * @param settings which settings cannot be read
 * @param checks all checks and built-ins
 * @param withdrawals what is still to be told, also of checks that are no more
 * @param scriptsMount the mount in which the checks lie; empty where there are none, or it is not
 *     known
 */
public record ServiceState(
    Instant written,
    Instant started,
    long pid,
    HoldReading hold,
    List<SettingsProblem> settings,
    List<CheckStatus> checks,
    List<Withdrawal> withdrawals,
    Optional<Mount> scriptsMount) {

  /** What is not written so long is written no more, unless nothing has changed. */
  private static final Duration OFTEN_WRITTEN = Duration.ofMinutes(1);

  public ServiceState {
    settings = List.copyOf(settings);
    checks = List.copyOf(checks);
    withdrawals = List.copyOf(withdrawals);
  }

  /**
   * The state of the node: that of its worst check. Empty while none is known to be unwell and one
   * has not run yet, and where there is no check at all.
   */
  public Optional<HealthState> node() {
    List<HealthState> known =
        checks.stream().flatMap(check -> check.state().stream()).distinct().toList();
    HealthState worst = HealthState.worst(known);
    boolean waits = checks.stream().anyMatch(check -> check.state().isEmpty());
    return known.isEmpty() || waits && worst == HealthState.HEALTHY
        ? Optional.empty()
        : Optional.of(worst);
  }

  /** The node's state in tables and JSON: {@value CheckStatus#WAITING} while it is empty. */
  public String label() {
    return node().map(HealthState::label).orElse(CheckStatus.WAITING);
  }

  /**
   * The time by which results are old: a check that runs every second is written down every 20 s.
   *
   * @param now when somebody looks at what was written
   */
  public Instant judgedAt(Instant now) {
    return now.minus(OFTEN_WRITTEN).isAfter(written) ? now : written;
  }

  /**
   * Whether a check should have run long ago, so that something newer was to be written, and was
   * not: the disk is full, or the service hangs.
   *
   * @param now when somebody looks at what was written, and the service runs
   */
  public boolean isOutdated(Instant now) {
    Instant past = now.minus(OFTEN_WRITTEN);
    return written.isBefore(past)
        && checks.stream().anyMatch(check -> check.nextRun().filter(past::isAfter).isPresent());
  }

  /** The same with the hold as it is now. */
  public ServiceState with(HoldReading now) {
    return new ServiceState(
        written, started, pid, now, settings, checks, withdrawals, scriptsMount);
  }
}
