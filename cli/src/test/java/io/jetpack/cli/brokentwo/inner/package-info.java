/** Within a feature. */
@NullMarked
package io.jetpack.cli.brokentwo.inner;

import org.jspecify.annotations.NullMarked;
