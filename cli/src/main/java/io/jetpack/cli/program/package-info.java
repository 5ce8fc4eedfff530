/**
 * The machinery of the command line: the main class, loading of commands from the class path and
 * from jars, reading of arguments, help, version and plugins. What a plugin may use is in {@code
 * io.jetpack.cli}; no command of a feature lives here. Only {@link io.jetpack.cli.program.Jetpack},
 * where to begin, touches the streams of the process and ends it.
 */
@NullMarked
package io.jetpack.cli.program;

import org.jspecify.annotations.NullMarked;
