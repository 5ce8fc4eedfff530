/**
 * The directories in which checks run: each run has one of its own, which is empty when it begins
 * and is deleted afterwards. Here is known where such a directory can be made, who has made one,
 * and which of them nobody needs any more. How a tree is deleted is the runners' knowledge, and
 * what a check's result says of what was left is the check runner's.
 */
@NullMarked
package io.jetpack.healthcheck.scratch;

import org.jspecify.annotations.NullMarked;
