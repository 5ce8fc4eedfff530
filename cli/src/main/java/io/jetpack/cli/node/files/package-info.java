/**
 * Files of the agent itself: written whole or not at all, locked, rotated. What is in them is for
 * others to know. Begin with {@link io.jetpack.cli.node.files.WholeFile}.
 */
@NullMarked
package io.jetpack.cli.node.files;

import org.jspecify.annotations.NullMarked;
