/**
 * The C library: which of its functions the agent calls, with which parameters, and which version
 * of it this machine has. No other package looks up or links a function. What is done with a
 * function does not belong here, and no function is looked up before it is called: a machine may
 * lack one that it never needs.
 */
@NullMarked
package io.jetpack.runner.libc;

import org.jspecify.annotations.NullMarked;
