/** The ways to end a node that come with the agent. */
@NullMarked
package io.jetpack.healthcheck.action;

import org.jspecify.annotations.NullMarked;
