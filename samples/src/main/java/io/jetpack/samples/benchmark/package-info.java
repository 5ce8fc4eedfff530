/**
 * What a run costs, measured side by side with {@code python3} and {@code bash} on the same machine
 * at the same time; started by {@code samples/benchmark/run}. It is no part of the plugin's jar.
 */
@NullMarked
package io.jetpack.samples.benchmark;

import org.jspecify.annotations.NullMarked;
