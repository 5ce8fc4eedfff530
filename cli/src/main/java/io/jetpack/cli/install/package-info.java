/**
 * {@code jetpack install} and {@code uninstall} on Linux: a list of {@link
 * io.jetpack.cli.install.Step}s, each of which finds out by itself whether it has been done. What
 * is changed is changed by {@link io.jetpack.cli.install.Disk} or by a program of {@link
 * io.jetpack.cli.install.Tools}, below one root, and never half: whenever it is killed, the next
 * installation mends what is there.
 */
@NullMarked
package io.jetpack.cli.install;

import org.jspecify.annotations.NullMarked;
