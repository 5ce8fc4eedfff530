package io.jetpack.runner.broken;

import com.github.freva.asciitable.Column;
import io.jetpack.healthcheck.HealthState;

/** Breaks: runners know nobody; tables are for the command line. */
record KnowsHealthcheck(HealthState state, Column column) {}
