/**
 * What a plugin may use: commands and what they are given, the kinds of plugin, exit codes, the
 * console and tables. What a single command does belongs to the package of its feature, and what
 * loads and calls commands to {@code io.jetpack.cli.program}. Begin with {@link
 * io.jetpack.cli.CommandPlugin}.
 */
@NullMarked
package io.jetpack.cli;

import org.jspecify.annotations.NullMarked;
