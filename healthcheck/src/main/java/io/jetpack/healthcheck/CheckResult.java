package io.jetpack.healthcheck;

import io.jetpack.runner.RunRecord;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came of one run of one check.
 *
 * @param check what was run
 * @param verdict what it says about the node
 * @param ending how the run ended
 * @param exitCode 0 to 255, when it ended by itself
 * @param record what it wrote and used
 */
public record CheckResult(
    Check check, Verdict verdict, Ending ending, OptionalInt exitCode, RunRecord record) {

  public HealthState state() {
    return verdict.state();
  }

  /** What a person should know about this run, in one line; empty when there is nothing. */
  public Optional<String> reason() {
    String text =
        Stream.concat(verdict.reason().stream(), StrayRemark.about(this).stream())
            .collect(Collectors.joining("; "));
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
