package io.jetpack.healthcheck.hold;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody wants the node to stay.
 *
 * @param until when the hold ends; empty for a hold that only somebody ends
 * @param since when it began
 * @param by who asked for it, for people
 * @param reason why, for people; empty when nobody said
 */
public record Hold(Optional<Instant> until, Instant since, String by, String reason) {

  /** Whether only somebody ends it. */
  public boolean forever() {
    return until.isEmpty();
  }
}
