/** Checks that are part of the agent: no script, the same verdicts. */
@NullMarked
package io.jetpack.healthcheck.builtin;

import org.jspecify.annotations.NullMarked;
