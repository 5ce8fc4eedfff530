package io.jetpack.cli.node;

import java.time.Instant;
import java.util.Optional;

/**
 * Now, by the two clocks of a machine.
 *
 * @param wall what people read; may be set by hours or years at any time
 * @param uptime what nobody sets, where the system tells it
 */
public record Moment(Instant wall, Optional<Uptime> uptime) {}
