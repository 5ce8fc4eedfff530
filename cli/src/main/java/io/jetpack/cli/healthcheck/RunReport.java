package io.jetpack.cli.healthcheck;

import io.jetpack.healthcheck.CheckResult;
import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.SkippedFile;
import java.util.List;

/**
 * What came of a run of checks.
 *
 * @param results in the order of the checks
 * @param skipped what lay among the checks and is none
 */
record RunReport(List<CheckResult> results, List<SkippedFile> skipped) {

  RunReport {
    results = List.copyOf(results);
    skipped = List.copyOf(skipped);
  }

  HealthState state() {
    return HealthState.worst(results.stream().map(CheckResult::state).toList());
  }

  long count(HealthState state) {
    return results.stream().filter(result -> result.state() == state).count();
  }
}
