package io.jetpack.healthcheck;

import java.util.List;

/** What a look into a folder of checks found. */
public sealed interface CheckListing {

  /**
   * The folder could be listed.
   *
   * @param checks in the order in which they run
   * @param skipped what is no check, in the same order
   */
  record Listed(List<Check> checks, List<SkippedFile> skipped) implements CheckListing {
    public Listed {
      checks = List.copyOf(checks);
      skipped = List.copyOf(skipped);
    }
  }

  /**
   * The folder could not be listed.
   *
   * @param reason what is wrong with which path, and what to do
   */
  record Unlistable(String reason) implements CheckListing {}
}
