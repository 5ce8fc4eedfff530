package io.jetpack.cli.healthcheck.validate;

import io.jetpack.cli.Command;
import io.jetpack.cli.CommandPlugin;

/** {@code jetpack healthcheck validate}. */
public final class ValidatePlugin implements CommandPlugin {

  @Override
  public String name() {
    return "healthcheck validate";
  }

  @Override
  public String purpose() {
    return "tell whether health checks are sound, before nodes run them";
  }

  @Override
  public String details() {
    return """
    For a build: looks at syntax, settings, imports, exit codes and what may hang,
    and folds in shellcheck where it is installed. Nothing is run unless --run is
    given. A path may be a script, a folder of checks, or a cluster-init project.
    The comment '# jetpack: ignore=RULE' silences a rule for its line, for the next
    line when it stands alone, and for the file when it stands at the top.

    exit codes: 0 clean; 1 findings as severe as --fail-on; 2 wrong usage.\
    """;
  }

  @Override
  public Command create() {
    return new ValidateCommand();
  }
}
