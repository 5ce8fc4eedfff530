package io.jetpack.runner.process;

import java.time.Duration;
import java.util.Optional;

/**
 * How a process ended, as the kernel told it.
 *
 * @param code the exit code when it ended by itself, 0 when a signal ended it
 * @param signal the signal's number when one ended it, otherwise 0
 * @param cpuTime what it and the children that it waited for used; empty where the platform does
 *     not tell
 */
public record ExitStatus(int code, int signal, Optional<Duration> cpuTime) {

  /** The number that {@link Process#exitValue()} and shells show. */
  public int shellCode() {
    return signal == 0 ? code : 128 + signal;
  }
}
