package io.jetpack.healthcheck.builtin;

import io.jetpack.healthcheck.Ending;
import io.jetpack.healthcheck.Verdict;
import java.util.List;
import java.util.function.Supplier;

/**
 * Is unknown while the operator's settings cannot be read, so that this is reported as whatever
 * else is not well. Never asks for the node's termination.
 */
public final class ReadableSettings implements BuiltIn {

  /** The name by which people know it; none that a script is likely to have. */
  public static final String NAME = "agent_settings";

  private final Supplier<List<String>> problems;

  /**
   * @param problems what is wrong now, each as a sentence; waits for nothing
   */
  public ReadableSettings(Supplier<List<String>> problems) {
    this.problems = problems;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Verdict judge() {
    List<String> now = problems.get();
    return now.isEmpty()
        ? new Verdict.Healthy()
        : new Verdict.Unknown(Ending.NOT_STARTED, String.join(" | ", now));
  }
}
