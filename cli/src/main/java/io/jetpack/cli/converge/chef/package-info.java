/**
 * Chef: the merged repository, what is written for chef-client, running it, and what its exit codes
 * mean.
 */
@NullMarked
package io.jetpack.cli.converge.chef;

import org.jspecify.annotations.NullMarked;
