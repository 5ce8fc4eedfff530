package io.jetpack.cli.node.broken;

import io.jetpack.cli.brokenone.One;
import io.jetpack.samples.broken.Sample;
import tools.jackson.databind.JsonNode;

/** Breaks: the program's foundation knows no feature; Jackson is in no signature; no samples. */
public record KnowsFeature(One one, Sample sample, JsonNode node) {}
