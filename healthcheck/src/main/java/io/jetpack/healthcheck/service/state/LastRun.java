package io.jetpack.healthcheck.service.state;

import io.jetpack.healthcheck.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the last run of a check said.
 *
 * @param state about the node
 * @param kind how it ended, as in JSON
 * @param exitCode when it ended by itself
 * @param reason why, for people; empty when all is well
 * @param since when it began to say so
 * @param at when the run began
 * @param duration how long it took
 * @param cpuTime its processor time, when it is known
 * @param consecutive how many times in a row it said so
 */
public record LastRun(
    HealthState state,
    String kind,
    OptionalInt exitCode,
    Optional<String> reason,
    Instant since,
    Instant at,
    Duration duration,
    Optional<Duration> cpuTime,
    long consecutive) {}
