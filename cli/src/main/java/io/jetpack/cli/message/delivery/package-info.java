/**
 * The way from the outbox to a broker: order, repeats, what a broker refuses, and how long to wait
 * after a failure. Begin with {@link io.jetpack.cli.message.delivery.Drain}.
 */
@NullMarked
package io.jetpack.cli.message.delivery;

import org.jspecify.annotations.NullMarked;
