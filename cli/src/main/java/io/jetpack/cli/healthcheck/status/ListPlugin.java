package io.jetpack.cli.healthcheck.status;

import io.jetpack.cli.Command;
import io.jetpack.cli.CommandPlugin;

/** {@code jetpack healthcheck list}. */
public final class ListPlugin implements CommandPlugin {

  @Override
  public String name() {
    return "healthcheck list";
  }

  @Override
  public String purpose() {
    return "list the checks and their settings";
  }

  @Override
  public String details() {
    return """
    Lists the checks of config/healthcheck.d and the built-in ones: what runs each,
    how often, its time limit, how many times in a row it must ask for termination,
    and whether processes that it starts are kept; then what is skipped, and why. No
    script is run. 'not run' tells a mistake in a check's header; 'warning' that
    others than root and the agent's user may change what is run, its script or a
    folder above it. With healthcheck.strict_permissions such a check is refused. A
    narrow terminal leaves out the columns DAEMONS, CONFIRM, RUNTIME and TIMEOUT, in
    this order, where there is no room.

    JSON: folder, strict_permissions, checks [{check, path, runtime,
    interval_seconds, interval_is_default, timeout_seconds, confirm, keep_daemons,
    mistakes, permission_warning, refused}], skipped [{path, reason}]. A built-in
    check has no path and no time limit: null.

    exit codes: 0 the folder was read; 1 it can not be read, or the settings are
    wrong.\
    """;
  }

  @Override
  public Command create() {
    return new ListCommand();
  }
}
