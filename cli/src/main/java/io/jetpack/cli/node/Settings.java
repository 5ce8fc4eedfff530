package io.jetpack.cli.node;

import io.jetpack.healthcheck.RunLimits;
import io.jetpack.runner.RunnerSettings;
import java.time.Duration;

/**
 * What the operator of a node has chosen.
 *
 * @param runners how scripts are run
 * @param limits what holds for each run of a check
 * @param parallel how many checks run at once, at least 1
 * @param timeLimit the time that a check has which says nothing about it
 */
public record Settings(
    RunnerSettings runners, RunLimits limits, int parallel, Duration timeLimit) {}
