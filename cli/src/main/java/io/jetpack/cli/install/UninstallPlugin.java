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
    too. Directories, homes and accounts that were there before an installation stay, and
    so does what is mounted below them; the command says so.\
    """;
  }

  @Override
  public boolean loadsPlugins() {
    return false;
  }

  @Override
  public Command create() {
    return new UninstallCommand();
  }
}
