package io.jetpack.healthcheck;

import java.util.Optional;

/** What a check says about its node. */
public sealed interface Verdict {

  HealthState state();

  /** Why, for people; empty when all is well. */
  Optional<String> reason();

  /** All is well. */
  record Healthy() implements Verdict {
    @Override
    public HealthState state() {
      return HealthState.HEALTHY;
    }

    @Override
    public Optional<String> reason() {
      return Optional.empty();
    }
  }

  /**
   * The node should be terminated.
   *
   * @param why what the check says about it
   */
  record Terminate(String why) implements Verdict {
    @Override
    public HealthState state() {
      return HealthState.TERMINATE;
    }

    @Override
    public Optional<String> reason() {
      return Optional.of(why);
    }
  }

  /**
   * The check came to no result.
   *
   * @param kind how it ended instead
   * @param why what went wrong
   */
  record Unknown(Ending kind, String why) implements Verdict {
    @Override
    public HealthState state() {
      return HealthState.UNKNOWN;
    }

    @Override
    public Optional<String> reason() {
      return Optional.of(why);
    }
  }
}
