/**
 * What the service counts, for Prometheus: an endpoint on this machine and a file for
 * node_exporter. The one place of the Prometheus client; {@link
 * io.jetpack.cli.healthcheck.metrics.HealthMetrics} shows nothing of it, and without an endpoint or
 * a file none of it is loaded.
 */
@NullMarked
package io.jetpack.cli.healthcheck.metrics;

import org.jspecify.annotations.NullMarked;
