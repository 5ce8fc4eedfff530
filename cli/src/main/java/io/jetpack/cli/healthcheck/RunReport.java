package io.jetpack.cli.healthcheck;

import io.jetpack.healthcheck.CheckResult;
import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.SkippedFile;
import io.jetpack.healthcheck.service.termination.Confirmation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a run of checks.
 *
 * @param results in the order of the checks
 * @param skipped what lay among the checks and is none
 * @param confirmDelay the time between runs that confirm a 254
 */
record RunReport(List<CheckResult> results, List<SkippedFile> skipped, Duration confirmDelay) {

  RunReport {
    results = List.copyOf(results);
    skipped = List.copyOf(skipped);
  }

  HealthState state() {
    return HealthState.worst(results.stream().map(CheckResult::state).toList());
  }

  /** What the service would wait for before it requested the termination of the node, if at all. */
  Optional<String> waitsFor(CheckResult result) {
    return result.state() == HealthState.TERMINATE
        ? Confirmation.waitsFor(result, confirmDelay)
        : Optional.empty();
  }

  long count(HealthState state) {
    return results.stream().filter(result -> result.state() == state).count();
  }
}
