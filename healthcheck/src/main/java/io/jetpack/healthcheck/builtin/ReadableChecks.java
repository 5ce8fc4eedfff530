package io.jetpack.healthcheck.builtin;

import io.jetpack.healthcheck.Ending;
import io.jetpack.healthcheck.Verdict;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Is unknown while the directory of checks cannot be read: a node whose checks do not run is not
 * healthy. Never asks for the node's termination.
 */
public final class ReadableChecks implements BuiltIn {

  /** The name by which people know it; none that a script is likely to have. */
  public static final String NAME = "agent_checks";

  private final Supplier<Optional<String>> problem;

  /**
   * @param problem why the directory cannot be read, as a sentence; waits for nothing
   */
  public ReadableChecks(Supplier<Optional<String>> problem) {
    this.problem = problem;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Verdict judge() {
    return problem
        .get()
        .<Verdict>map(why -> new Verdict.Unknown(Ending.NOT_STARTED, why))
        .orElseGet(Verdict.Healthy::new);
  }
}
