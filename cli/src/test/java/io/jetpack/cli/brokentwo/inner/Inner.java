package io.jetpack.cli.brokentwo.inner;

/** Lies within a feature, where others may not reach. */
public record Inner() {}
