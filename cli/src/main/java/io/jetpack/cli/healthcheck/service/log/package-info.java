/**
 * Lines of {@code logs/healthcheck.log}, and who writes them. Begin with {@link
 * io.jetpack.cli.healthcheck.service.log.ServiceLog}.
 */
@NullMarked
package io.jetpack.cli.healthcheck.service.log;

import org.jspecify.annotations.NullMarked;
