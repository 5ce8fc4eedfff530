package io.jetpack.healthcheck;

import java.nio.file.Path;

/**
 * Something among the checks that is none.
 *
 * @param path what was skipped
 * @param reason why, for people
 */
public record SkippedFile(Path path, String reason) {}
