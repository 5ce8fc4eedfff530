/**
 * The heap that scripts in process share: who takes how much, and who has to go when it is short.
 * Begin with {@link io.jetpack.runner.python.memory.HeapWatch}.
 */
@NullMarked
package io.jetpack.runner.python.memory;

import org.jspecify.annotations.NullMarked;
