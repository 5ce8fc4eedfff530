package io.jetpack.healthcheck.service.state;

/**
 * A request that no longer holds, until that was told.
 *
 * @param request what was asked for
 * @param why it no longer holds, for people
 */
public record Withdrawal(PendingRequest request, String why) {}
