/**
 * A broker to try things with: Apache Qpid Broker-J, without installation, on the loopback address.
 */
@NullMarked
package io.jetpack.samples.broker;

import org.jspecify.annotations.NullMarked;
