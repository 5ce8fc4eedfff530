/**
 * Which health checks a node has, how one is run, and what its ending means.
 *
 * <p>Here live the folder of checks ({@link io.jetpack.healthcheck.CheckDirectory}), the settings
 * that a check carries in its header ({@link io.jetpack.healthcheck.CheckSettings}), the run
 * ({@link io.jetpack.healthcheck.CheckRunner}) and the meaning of its ending ({@link
 * io.jetpack.healthcheck.VerdictPolicy}). How a script is run does not belong here: that is the
 * runners'. Nor do the command line, JSON and colours: those are the program's.
 */
@NullMarked
package io.jetpack.healthcheck;

import org.jspecify.annotations.NullMarked;
