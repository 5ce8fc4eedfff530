/** Shows findings to people and to CI systems. */
@NullMarked
package io.jetpack.cli.healthcheck.validate.report;

import org.jspecify.annotations.NullMarked;
