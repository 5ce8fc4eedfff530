package io.jetpack.healthcheck.service;

import java.time.Duration;

/**
 * What an operator may choose about the service.
 *
 * @param interval the time between two runs of a check that says nothing about it
 * @param parallel how many checks run at once, at least 1
 * @param confirmDelay the time between runs that confirm a 254
 * @param reminder how long a check that is not well stays unmentioned
 * @param strictPermissions whether scripts that others may change are refused
 */
public record ServicePlan(
    Duration interval,
    int parallel,
    Duration confirmDelay,
    Duration reminder,
    boolean strictPermissions) {

  /** What holds where nobody says otherwise. */
  public static final ServicePlan DEFAULTS =
      new ServicePlan(
          System.getProperty("os.name", "").startsWith("Windows")
              ? Duration.ofMinutes(5)
              : Duration.ofMinutes(10),
          4,
          Duration.ofSeconds(10),
          Duration.ofHours(24),
          false);

  private static final Duration BUILT_IN_INTERVAL = Duration.ofMinutes(1);

  /** The time between two runs of a built-in, which costs nothing: a minute at most. */
  public Duration builtInInterval() {
    return interval.compareTo(BUILT_IN_INTERVAL) < 0 ? interval : BUILT_IN_INTERVAL;
  }
}
