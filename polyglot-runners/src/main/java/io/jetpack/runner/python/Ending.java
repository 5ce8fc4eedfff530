package io.jetpack.runner.python;

import java.time.Duration;
import java.util.Optional;

/**
 * How a script ended that was not cancelled.
 *
 * @param code its exit code, 0 to 255
 * @param signal the signal by which it ended itself, or 0
 * @param failure why neither is the script's own: what the in-process Python could not do
 * @param cpuTime what its threads used
 * @param reusable whether the context is as it was before
 * @param threads how many of its threads go on
 */
record Ending(
    int code,
    int signal,
    Optional<String> failure,
    Duration cpuTime,
    boolean reusable,
    int threads) {}
