/**
 * A command that somebody might add to Jetpack: {@code jetpack uptime}. It shows all that a plugin
 * needs, and nothing else belongs here.
 */
@NullMarked
package io.jetpack.samples.uptime;

import org.jspecify.annotations.NullMarked;
