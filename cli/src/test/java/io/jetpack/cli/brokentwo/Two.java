package io.jetpack.cli.brokentwo;

import io.jetpack.cli.brokenone.One;

/** Breaks: no cycles; every package is null-marked. */
public record Two(One one) {}
