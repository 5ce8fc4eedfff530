/**
 * Checks that every node has without a script: a shutdown that somebody has scheduled ({@link
 * io.jetpack.healthcheck.builtin.ScheduledShutdown}) and an installation that does not end ({@link
 * io.jetpack.healthcheck.builtin.ConvergeTimeout}). When they are asked, and what follows from what
 * they say, does not belong here.
 */
@NullMarked
package io.jetpack.healthcheck.builtin;

import org.jspecify.annotations.NullMarked;
