/**
 * Messages on disk, in {@code run/outbox/}: put, listed, counted, dropped when there are too many.
 * Who sends them is not known here. Begin with {@link io.jetpack.cli.message.outbox.Outbox}.
 */
@NullMarked
package io.jetpack.cli.message.outbox;

import org.jspecify.annotations.NullMarked;
