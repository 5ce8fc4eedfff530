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
 * @param left what could not be removed of its working directory and why, in one line: what it has
 *     mounted there, for instance
 */
public record CheckResult(
    Check check,
    Verdict verdict,
    Ending ending,
    OptionalInt exitCode,
    RunRecord record,
    Optional<String> left) {

  /** The result of a run that has left nothing in its working directory. */
  public CheckResult(
      Check check, Verdict verdict, Ending ending, OptionalInt exitCode, RunRecord record) {
    this(check, verdict, ending, exitCode, record, Optional.empty());
  }

  CheckResult withLeft(Optional<String> found) {
    return new CheckResult(check, verdict, ending, exitCode, record, found);
  }

  public HealthState state() {
    return verdict.state();
  }

  /** What a person should know about this run, in one line; empty when there is nothing. */
  public Optional<String> reason() {
    String text =
        Stream.of(verdict.reason(), StrayRemark.about(this), left)
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
