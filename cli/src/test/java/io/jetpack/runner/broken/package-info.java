/** Breaks the rules of the runners on purpose, for ArchitectureTest. */
@NullMarked
package io.jetpack.runner.broken;

import org.jspecify.annotations.NullMarked;
