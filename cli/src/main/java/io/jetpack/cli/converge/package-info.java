/**
 * {@code jetpack converge}: makes the node what its cluster template says. Here the steps are put
 * together and told; what each one does lies in the packages below.
 */
@NullMarked
package io.jetpack.cli.converge;

import org.jspecify.annotations.NullMarked;
