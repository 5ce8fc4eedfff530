/**
 * The node as the program finds it: where its files are ({@link io.jetpack.cli.node.Home}) and what
 * its operator has chosen ({@link io.jetpack.cli.node.settings.Settings}). Knows no command.
 */
@NullMarked
package io.jetpack.cli.node;

import org.jspecify.annotations.NullMarked;
