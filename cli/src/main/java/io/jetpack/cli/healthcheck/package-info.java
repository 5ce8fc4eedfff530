/**
 * {@code jetpack healthcheck ...}: chooses the checks, has them run, and shows what came of it to
 * people and to machines. What an ending means is decided in {@code io.jetpack.healthcheck}.
 */
@NullMarked
package io.jetpack.cli.healthcheck;

import org.jspecify.annotations.NullMarked;
