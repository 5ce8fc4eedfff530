package io.jetpack.cli.install;

import io.jetpack.cli.Command;
import io.jetpack.cli.CommandPlugin;

/** {@code jetpack uninstall}. */
public final class UninstallPlugin implements CommandPlugin {

  @Override
  public String name() {
    return "uninstall";
  }

  @Override
  public String purpose() {
    return "take away what 'jetpack install' has made";
  }

  @Override
  public String details() {
    return """
    For Linux, as root. Stops the services and removes exactly what installations have
    made, as system/manifest in the home lists it. The site's own stays: config, logs, run,
    and group and user 'cyclecloud', whom files there belong to; --purge takes them away,
    too, the accounts only if an installation has made them.\
    """;
  }

  @Override
  public Command create() {
    return new UninstallCommand();
  }
}
