/** The rules for scripts, and what a finding is. Nothing here looks at a script. */
@NullMarked
package io.jetpack.cli.healthcheck.validate.rule;

import org.jspecify.annotations.NullMarked;
