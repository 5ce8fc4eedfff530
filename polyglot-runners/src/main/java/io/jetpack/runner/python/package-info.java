/**
 * Runs Python scripts in process, in GraalPy. Nothing outside of this package knows a class of
 * GraalVM, and a program that runs no Python script loads none.
 *
 * <p>One engine is shared, and a few contexts, kept warm, that serve all scripts one after the
 * other. The Python half of the work, closing the gaps of the emulated operating system and undoing
 * what a run did to its interpreter, is in the resources of this package.
 */
@NullMarked
package io.jetpack.runner.python;

import org.jspecify.annotations.NullMarked;
