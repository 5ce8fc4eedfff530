package io.jetpack.cli.converge.plan;

import java.time.Duration;

/**
 * A line of the summary.
 *
 * @param what was done
 * @param result in words
 * @param time that it took
 */
public record StepTime(String what, String result, Duration time) {}
