/**
 * The scripts of cluster-init: where they lie on the node, which ones have run, and running them.
 */
@NullMarked
package io.jetpack.cli.converge.clusterinit;

import org.jspecify.annotations.NullMarked;
