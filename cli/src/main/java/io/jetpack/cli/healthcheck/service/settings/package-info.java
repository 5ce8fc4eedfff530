/**
 * Settings of a service that runs: noticed when they change, accepted or not, and the accepted ones
 * kept. Begin with {@link io.jetpack.cli.healthcheck.service.settings.SettingsWatch}.
 */
@NullMarked
package io.jetpack.cli.healthcheck.service.settings;

import org.jspecify.annotations.NullMarked;
