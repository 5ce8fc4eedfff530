package io.jetpack.runner;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run wrote, used and left behind.
 *
 * @param stdout the script's standard output
 * @param stderr the script's standard error
 * @param wallTime from the start of the script to its end
 * @param cpuTime user and system time of the script and of the children that it waited for; empty
 *     where the platform does not tell
 * @param strays processes that were still there when the script had ended, and were killed
 * @param peakMemoryBytes the most resident memory that its process, or one that it waited for, had,
 *     as the kernel tells: at least what the program that started it had; empty where there is no
 *     such process or the platform does not tell
 * @param threads how many threads were still there when a script in process had ended
 */
public record RunRecord(
    CapturedOutput stdout,
    CapturedOutput stderr,
    Duration wallTime,
    Optional<Duration> cpuTime,
    List<StrayProcess> strays,
    OptionalLong peakMemoryBytes,
    int threads) {

  /** The record of a run that did not take place. */
  public static final RunRecord NOTHING =
      new RunRecord(
          CapturedOutput.EMPTY,
          CapturedOutput.EMPTY,
          Duration.ZERO,
          Optional.of(Duration.ZERO),
          List.of());

  public RunRecord {
    strays = List.copyOf(strays);
  }

  /** The record of a run whose memory is not known, and that left no threads. */
  public RunRecord(
      CapturedOutput stdout,
      CapturedOutput stderr,
      Duration wallTime,
      Optional<Duration> cpuTime,
      List<StrayProcess> strays) {
    this(stdout, stderr, wallTime, cpuTime, strays, OptionalLong.empty(), 0);
  }
}
