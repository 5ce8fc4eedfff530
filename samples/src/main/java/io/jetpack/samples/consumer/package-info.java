/**
 * The other end of {@code jetpack log}, as a site could begin to write its own: takes the messages
 * of all nodes from a queue and shows them where the guide says.
 */
@NullMarked
package io.jetpack.samples.consumer;

import org.jspecify.annotations.NullMarked;
