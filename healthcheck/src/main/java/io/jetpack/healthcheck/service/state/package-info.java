/**
 * What the service knows of its checks, as values: they are written down, shown and read again.
 * Nothing here decides or acts. Begin with {@link
 * io.jetpack.healthcheck.service.state.ServiceState}.
 */
@NullMarked
package io.jetpack.healthcheck.service.state;

import org.jspecify.annotations.NullMarked;
