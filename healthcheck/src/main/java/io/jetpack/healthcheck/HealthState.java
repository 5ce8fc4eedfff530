package io.jetpack.healthcheck;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The health of a check or of a whole node, from good to bad. */
public enum HealthState {
  /** All is well. */
  HEALTHY,
  /** Nothing is known: a check did not come to a result. Never a reason to end a node. */
  UNKNOWN,
  /** A check asks to end the node. */
  TERMINATE;

  /** The name in tables, JSON and messages. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of a node whose checks have these states: that of the worst. */
  public static HealthState worst(Collection<HealthState> states) {
    return states.stream().max(Comparator.naturalOrder()).orElse(HEALTHY);
  }
}
