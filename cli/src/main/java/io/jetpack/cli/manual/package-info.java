/**
 * What the distribution tells shells and readers about the program: completions for bash and zsh
 * and the man page, made when the distribution is built out of what the commands say of themselves.
 * No command uses it.
 */
@NullMarked
package io.jetpack.cli.manual;

import org.jspecify.annotations.NullMarked;
