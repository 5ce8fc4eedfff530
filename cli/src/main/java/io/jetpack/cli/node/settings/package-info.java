/**
 * What the operator has chosen: jetpack.toml and the environment, read, checked, and all errors in
 * them reported at once. Begin with {@link io.jetpack.cli.node.settings.SettingsReading}.
 */
@NullMarked
package io.jetpack.cli.node.settings;

import org.jspecify.annotations.NullMarked;
