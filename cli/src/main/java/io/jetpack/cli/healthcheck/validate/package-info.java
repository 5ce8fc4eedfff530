/**
 * {@code jetpack healthcheck validate}: which files, what is looked at, the trial runs. Rules are
 * in {@code rule}, what applies them in {@code look}, what shows their findings in {@code report}.
 */
@NullMarked
package io.jetpack.cli.healthcheck.validate;

import org.jspecify.annotations.NullMarked;
