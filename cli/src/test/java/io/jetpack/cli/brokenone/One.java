package io.jetpack.cli.brokenone;

import io.jetpack.cli.brokentwo.Two;
import io.jetpack.cli.brokentwo.inner.Inner;
import org.jspecify.annotations.Nullable;

/** Breaks: features know no other feature, nor what is within it; no cycles. */
public record One(@Nullable Two two, Inner inner) {}
