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
 * @param doubt what makes it doubtful that its 254 is its own
 */
public record CheckResult(
    Check check,
    Verdict verdict,
    Ending ending,
    OptionalInt exitCode,
    RunRecord record,
    Optional<String> left,
    Doubt doubt) {

  CheckResult withLeft(Optional<String> found) {
    return new CheckResult(check, verdict, ending, exitCode, record, found, doubt);
  }

  public HealthState state() {
    return verdict.state();
  }

  /**
   * Whether the run says nothing about the node, because the script could not be started, or a
   * shell could not start what the script needs.
   */
  public boolean saysNothing() {
    return state() == HealthState.UNKNOWN
        && (ending == Ending.NOT_STARTED || ForkErrors.in(record));
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
