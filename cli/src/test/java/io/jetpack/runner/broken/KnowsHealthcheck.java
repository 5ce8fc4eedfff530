package io.jetpack.runner.broken;

import com.github.freva.asciitable.Column;
import io.jetpack.healthcheck.HealthState;
import java.lang.foreign.SymbolLookup;

/**
 * Breaks: runners know nobody; tables are for the command line; one class looks up functions of C.
 */
record KnowsHealthcheck(HealthState state, Column column, SymbolLookup functions) {}
