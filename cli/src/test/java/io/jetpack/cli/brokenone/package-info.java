/** A feature that breaks rules on purpose, for ArchitectureTest. */
@NullMarked
package io.jetpack.cli.brokenone;

import org.jspecify.annotations.NullMarked;
