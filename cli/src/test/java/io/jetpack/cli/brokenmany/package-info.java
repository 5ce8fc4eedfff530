/** Breaks: no package is large. */
@NullMarked
package io.jetpack.cli.brokenmany;

import org.jspecify.annotations.NullMarked;
