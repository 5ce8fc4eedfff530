package io.jetpack.healthcheck.service.state;

import java.time.Instant;

/**
 * Settings that cannot be read.
 *
 * @param source where they are, in short: the name of a file, for people
 * @param reason what is wrong, naming the file, for people
 * @param since when that was first seen
 * @param inForce what holds meanwhile, for people
 */
public record SettingsProblem(String source, String reason, Instant since, String inForce) {

  /** Why requests wait, in short. */
  public String summary() {
    return source + " does not read";
  }

  /** All of it in a sentence. */
  public String sentence() {
    return "%s; meanwhile %s apply, and requests wait".formatted(reason, inForce);
  }
}
