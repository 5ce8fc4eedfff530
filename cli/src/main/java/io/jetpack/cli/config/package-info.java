/**
 * {@code jetpack config}: reads the node's configuration and prints it as scripts expect. What the
 * tree is lies in {@code io.jetpack.cli.node.tree}, the machine's facts in {@code facts}, the
 * provider's metadata in {@code cloud}; here they are put together.
 */
@NullMarked
package io.jetpack.cli.config;

import org.jspecify.annotations.NullMarked;
