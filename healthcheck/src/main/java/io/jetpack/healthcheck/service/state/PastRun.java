package io.jetpack.healthcheck.service.state;

import io.jetpack.healthcheck.HealthState;
import java.time.Duration;
import java.time.Instant;

/**
 * One earlier run of a check.
 *
 * @param at when it began
 * @param state what it said
 * @param kind how it ended, as in JSON
 * @param duration how long it took
 */
public record PastRun(Instant at, HealthState state, String kind, Duration duration) {}
