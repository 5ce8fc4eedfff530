/**
 * The node's configuration as a tree: what a value is ({@link io.jetpack.cli.node.tree.Value}), how
 * a key leads to one, where values come from ({@link io.jetpack.cli.node.tree.Source}, {@code
 * config/node.json} before all others), and how they are written. Knows no source but the file.
 */
@NullMarked
package io.jetpack.cli.node.tree;

import org.jspecify.annotations.NullMarked;
