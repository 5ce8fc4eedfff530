/**
 * Whether and how the termination of the node is requested: the guard against requests by mistake,
 * and the SPI of actions. Begin with {@link
 * io.jetpack.healthcheck.service.termination.TerminationAction}.
 */
@NullMarked
package io.jetpack.healthcheck.service.termination;

import org.jspecify.annotations.NullMarked;
