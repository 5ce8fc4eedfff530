/**
 * The service's state as a file of JSON, written and read. Begin with {@link
 * io.jetpack.cli.healthcheck.service.state.StateFile}.
 */
@NullMarked
package io.jetpack.cli.healthcheck.service.state;

import org.jspecify.annotations.NullMarked;
