package io.jetpack.samples.broken;

/** Something that nobody may use. */
public record Sample(String name) {}
