package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.hold.HoldReading;
import java.time.Instant;
import java.util.List;

/**
 * All that the service knows at a moment.
 *
 * @param written when it was written down
 * @param started when the service was started
 * @param pid the service's process
 * @param hold whether the node is held
 * @param checks all checks and built-ins
 */
public record ServiceState(
    Instant written, Instant started, long pid, HoldReading hold, List<CheckStatus> checks) {

  public ServiceState {
    checks = List.copyOf(checks);
  }
}
