/**
 * Facts of this machine, in Ohai's names, types and units: sizes and ids are strings, kilobytes are
 * those of 1024 bytes. What OSHI knows is asked of OSHI, which lives here and nowhere else; what it
 * does not know is read from {@code /proc} and {@code /sys}. No program is started but by OSHI.
 */
@NullMarked
package io.jetpack.cli.config.facts;

import org.jspecify.annotations.NullMarked;
