/** Breaks the rules of the health checks on purpose, for ArchitectureTest. */
@NullMarked
package io.jetpack.healthcheck.broken;

import org.jspecify.annotations.NullMarked;
