package io.jetpack.healthcheck.action;

import io.jetpack.healthcheck.service.termination.TerminationAction;
import io.jetpack.healthcheck.service.termination.TerminationActionProvider;

/** {@code command}: runs a command line of the operator's. */
public final class CommandProvider implements TerminationActionProvider {

  @Override
  public String name() {
    return "command";
  }

  @Override
  public TerminationAction create(Means means) {
    if (means.command().isEmpty()) {
      throw new IllegalArgumentException(
          "'termination.action' is 'command' and 'termination.command' is empty;"
              + " write a command line such as [\"/usr/local/sbin/drain-node\"]");
    }
    return new CommandAction(means);
  }
}
