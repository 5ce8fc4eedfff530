/**
 * Runs one script file to its end and says how it ended.
 *
 * <p>Here live the SPI ({@link io.jetpack.runner.ScriptRunnerProvider}, {@link
 * io.jetpack.runner.ScriptRunner}), what goes in ({@link io.jetpack.runner.ScriptRequest}), what
 * comes out ({@link io.jetpack.runner.ScriptOutcome}) and the registry ({@link
 * io.jetpack.runner.ScriptRunners}). What an ending means for a node does not belong here: that is
 * the health check's.
 */
@NullMarked
package io.jetpack.runner;

import org.jspecify.annotations.NullMarked;
