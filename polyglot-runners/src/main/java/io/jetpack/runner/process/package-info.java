/**
 * Runs scripts as processes of the operating system, with Commons Exec: shell, batch, and whatever
 * a shebang names. Also the one place that knows how to start a process so that its end can be told
 * exactly, and how to find and kill everything that a run started. Nothing here knows Python.
 */
@NullMarked
package io.jetpack.runner.process;

import org.jspecify.annotations.NullMarked;
