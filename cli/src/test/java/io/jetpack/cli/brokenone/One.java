package io.jetpack.cli.brokenone;

import io.jetpack.cli.brokentwo.Two;
import org.jspecify.annotations.Nullable;

/** Breaks: features know no other feature; no cycles. */
public record One(@Nullable Two two) {}
