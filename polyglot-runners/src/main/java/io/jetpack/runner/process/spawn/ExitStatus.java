package io.jetpack.runner.process.spawn;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a process ended, as the kernel told it.
 *
 * @param code the exit code when it ended by itself, 0 when a signal ended it
 * @param signal the signal's number when one ended it, otherwise 0
 * @param cpuTime what it and the children that it waited for used; empty where the platform does
 *     not tell
 * @param peakMemoryBytes the most resident memory that it, or a child that it waited for, had
 */
public record ExitStatus(
    int code, int signal, Optional<Duration> cpuTime, OptionalLong peakMemoryBytes) {

  /** The status of a process whose memory is not known. */
  public ExitStatus(int code, int signal, Optional<Duration> cpuTime) {
    this(code, signal, cpuTime, OptionalLong.empty());
  }

  /** The number that {@link Process#exitValue()} and shells show. */
  public int shellCode() {
    return signal == 0 ? code : 128 + signal;
  }
}
