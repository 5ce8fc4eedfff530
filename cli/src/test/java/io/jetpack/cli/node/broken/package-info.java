/** Breaks the rules of the program's foundation on purpose, for ArchitectureTest. */
@NullMarked
package io.jetpack.cli.node.broken;

import org.jspecify.annotations.NullMarked;
