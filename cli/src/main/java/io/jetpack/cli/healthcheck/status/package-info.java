/**
 * {@code jetpack healthcheck status} and {@code jetpack healthcheck list}: what the service knows,
 * and what it would run. Only reads, whether a service runs or not; runs no script.
 */
@NullMarked
package io.jetpack.cli.healthcheck.status;

import org.jspecify.annotations.NullMarked;
