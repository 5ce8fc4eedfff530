/**
 * {@code jetpack keepalive}: takes, shows and ends a hold, and reads it for the service. What a
 * hold does to a verdict is decided in {@code io.jetpack.healthcheck}.
 */
@NullMarked
package io.jetpack.cli.healthcheck.keepalive;

import org.jspecify.annotations.NullMarked;
