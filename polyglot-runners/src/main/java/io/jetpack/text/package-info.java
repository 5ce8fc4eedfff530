/**
 * What all parts of the program say in the same words. Knows nothing of the program, so that
 * everything can use it.
 */
@NullMarked
package io.jetpack.text;

import org.jspecify.annotations.NullMarked;
