/**
 * Starting a process by the C library or by Java, and its end. What a script is and what becomes of
 * its output are not known here. Begin with {@link
 * io.jetpack.runner.process.spawn.ProcessLauncher}.
 */
@NullMarked
package io.jetpack.runner.process.spawn;

import org.jspecify.annotations.NullMarked;
