/**
 * What the node tells the cluster: messages, the durable outbox in {@code run/outbox/}, what drains
 * it, and the commands {@code jetpack log} and {@code jetpack send}.
 *
 * <p>How a broker is spoken to is the business of {@code io.jetpack.cli.message.amqp}, behind
 * {@link io.jetpack.cli.message.broker.Broker}; nothing here knows the protocol's library.
 */
@NullMarked
package io.jetpack.cli.message;

import org.jspecify.annotations.NullMarked;
