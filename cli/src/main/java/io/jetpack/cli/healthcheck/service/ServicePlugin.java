package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.Command;
import io.jetpack.cli.CommandPlugin;

/** {@code jetpack healthcheck service}. */
public final class ServicePlugin implements CommandPlugin {

  @Override
  public String name() {
    return "healthcheck service";
  }

  @Override
  public String purpose() {
    return "run health checks on a schedule, as a service";
  }

  @Override
  public String details() {
    return """
    Runs the checks of config/healthcheck.d every 10 minutes (5 on Windows; see
    'healthcheck.interval' in jetpack.toml and '# jetpack: interval=1m' in a check)
    until it is ended. Scripts that are added, edited or removed need no restart.
    Exit 254 of a check requests the node's termination unless 'jetpack keepalive'
    holds the node. Changes are told in logs/healthcheck.log and on stderr.

    SIGTERM ends it, SIGHUP makes it read jetpack.toml again.

    exit codes: 0 it was ended; 1 a setting is wrong, or another service runs.\
    """;
  }

  @Override
  public Command create() {
    return new ServiceCommand();
  }
}
