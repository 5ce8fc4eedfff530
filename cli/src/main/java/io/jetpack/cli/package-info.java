/**
 * The program: {@link io.jetpack.cli.program.Jetpack} and what all of its commands share.
 *
 * <p>Here live the SPI of commands ({@link io.jetpack.cli.CommandPlugin}), their loading from the
 * class path and from jars, the reading of arguments, help, exit codes and the console. What a
 * single command does belongs to the package of its feature. Only {@code Jetpack} may touch the
 * streams of the process and end it.
 */
@NullMarked
package io.jetpack.cli;

import org.jspecify.annotations.NullMarked;
