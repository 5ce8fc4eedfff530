/** Holds: what keeps a node from being terminated for a while, whatever its checks say. */
@NullMarked
package io.jetpack.healthcheck.hold;

import org.jspecify.annotations.NullMarked;
