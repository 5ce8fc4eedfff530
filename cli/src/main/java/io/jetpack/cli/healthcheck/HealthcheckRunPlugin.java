package io.jetpack.cli.healthcheck;

import io.jetpack.cli.Command;
import io.jetpack.cli.CommandPlugin;

/** {@code jetpack healthcheck run}. */
public final class HealthcheckRunPlugin implements CommandPlugin {

  @Override
  public String name() {
    return "healthcheck run";
  }

  @Override
  public String purpose() {
    return "run health checks once and show what they say";
  }

  @Override
  public String details() {
    return """
    A check exits 0 when all is well and 254 when the node should be terminated;
    every other ending is unknown. What it writes to stderr is the reason that
    people read. This command terminates nothing, unless --act is given.

    exit codes: 0 all healthy; 254 a check asks for termination; otherwise 1 when a
    check is unknown, or there is none.\
    """;
  }

  @Override
  public Command create() {
    return new HealthcheckRun();
  }
}
