/** Stands for the samples, for ArchitectureTest. */
@NullMarked
package io.jetpack.samples.broken;

import org.jspecify.annotations.NullMarked;
