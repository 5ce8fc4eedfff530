/** Looks at scripts and projects without running them, and makes findings. */
@NullMarked
package io.jetpack.cli.healthcheck.validate.look;

import org.jspecify.annotations.NullMarked;
