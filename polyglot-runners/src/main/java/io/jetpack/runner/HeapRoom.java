package io.jetpack.runner;

import java.util.Optional;

/**
 * What the memory of this program is enough for. The launcher gives it less than usual where the
 * memory limit of a cgroup leaves no more.
 */
public final class HeapRoom {

  /** One context takes a third of this, and what is left is what scripts may hold. */
  static final long LEAST_FOR_PYTHON_MB = 144;

  private static final long USUAL_MB = 360;

  private HeapRoom() {}

  private static long megabytes() {
    return Runtime.getRuntime().maxMemory() >> 20;
  }

  /** Whether Python scripts can run in process; if not, they run as processes. */
  public static boolean isEnoughForPython() {
    return megabytes() >= LEAST_FOR_PYTHON_MB;
  }

  /** What follows from there being less than usual, for people; empty when there is enough. */
  public static Optional<String> problem() {
    if (megabytes() >= USUAL_MB) {
      return Optional.empty();
    }
    return Optional.of(
        "the memory limit leaves a heap of %d MB; %s"
            .formatted(
                megabytes(),
                isEnoughForPython()
                    ? "a Python script that holds more than half of that is ended"
                    : "so Python scripts run as processes, under python3"));
  }
}
