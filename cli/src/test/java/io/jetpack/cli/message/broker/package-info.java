/** Real brokers for tests, and a network between that fails on demand. */
@NullMarked
package io.jetpack.cli.message.broker;

import org.jspecify.annotations.NullMarked;
