/**
 * What a broker is to the program: the SPI of brokers and what they are given. No broker lives
 * here, and no library of one. Begin with {@link io.jetpack.cli.message.broker.Broker}.
 */
@NullMarked
package io.jetpack.cli.message.broker;

import org.jspecify.annotations.NullMarked;
