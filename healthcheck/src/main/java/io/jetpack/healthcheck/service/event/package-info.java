/**
 * What the service says happened, for logs and the cluster. Begin with {@link
 * io.jetpack.healthcheck.service.event.HealthEvent}.
 */
@NullMarked
package io.jetpack.healthcheck.service.event;

import org.jspecify.annotations.NullMarked;
