package io.jetpack.healthcheck.service.state;

import java.time.Instant;
import java.util.Optional;

/**
 * A request to terminate the node that was made and not withdrawn.
 *
 * @param check who says so
 * @param reason why, for people
 * @param requestedAt when it was requested first
 * @param attempt how many times it was requested, from 1
 */
public record PendingRequest(String check, String reason, Instant requestedAt, int attempt) {

  /** What was asked for before this attempt. */
  public Optional<PendingRequest> before() {
    return attempt == 1
        ? Optional.empty()
        : Optional.of(new PendingRequest(check, reason, requestedAt, attempt - 1));
  }

  public PendingRequest again(String latestReason) {
    return new PendingRequest(check, latestReason, requestedAt, attempt + 1);
  }
}
