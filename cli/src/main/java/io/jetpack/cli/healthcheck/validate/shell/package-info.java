/**
 * Reads the text of a shell script into its simple commands, as far as rules need it; begin with
 * {@link io.jetpack.cli.healthcheck.validate.shell.ShellScript}. Nothing here knows a rule, a file
 * or a shell.
 */
@NullMarked
package io.jetpack.cli.healthcheck.validate.shell;

import org.jspecify.annotations.NullMarked;
