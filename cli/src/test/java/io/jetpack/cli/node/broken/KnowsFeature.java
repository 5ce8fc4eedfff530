package io.jetpack.cli.node.broken;

import io.jetpack.cli.Command;
import io.jetpack.cli.brokenone.One;
import io.jetpack.cli.program.ProgramDescription;
import io.jetpack.samples.broken.Sample;
import tools.jackson.databind.JsonNode;

/**
 * Breaks: the program's foundation knows no feature, no command and no machinery; Jackson is in no
 * signature; no samples.
 */
public record KnowsFeature(
    One one, Sample sample, JsonNode node, Command command, ProgramDescription program) {}
