/**
 * What the node tells the cluster: the commands {@code jetpack log} and {@code jetpack send}, and
 * what other features call, {@link io.jetpack.cli.message.Messenger} and {@link
 * io.jetpack.cli.message.Posting}. Messages on disk are in {@code outbox}, their way to a broker in
 * {@code delivery}, what a broker is in {@code broker}; no library of a protocol is used here.
 */
@NullMarked
package io.jetpack.cli.message;

import org.jspecify.annotations.NullMarked;
