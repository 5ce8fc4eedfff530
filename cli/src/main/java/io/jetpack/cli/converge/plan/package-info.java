/**
 * What is to be converged, as {@code config/node.json} says, and the words that all steps share.
 * Knows no locker, no Chef and no script.
 */
@NullMarked
package io.jetpack.cli.converge.plan;

import org.jspecify.annotations.NullMarked;
