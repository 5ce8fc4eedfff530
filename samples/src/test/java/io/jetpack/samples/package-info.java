/** Runs the distribution, as a user does, over the samples. */
@NullMarked
package io.jetpack.samples;

import org.jspecify.annotations.NullMarked;
