/**
 * How a broker is spoken to: AMQP 0-9-1 by the RabbitMQ client over blocking sockets, TLS, and what
 * a failure means to people.
 *
 * <p>The only package that knows the library. What is published, when and how often is the business
 * of {@code io.jetpack.cli.message}.
 */
@NullMarked
package io.jetpack.cli.message.amqp;

import org.jspecify.annotations.NullMarked;
