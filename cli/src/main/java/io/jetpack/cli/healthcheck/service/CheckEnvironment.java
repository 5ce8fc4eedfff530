package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.node.Home;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The environment of checks: that of the agent, without what systemd means for the agent alone. */
public final class CheckEnvironment {

  private static final List<String> OUR_OWN =
      List.of(
          "NOTIFY_SOCKET",
          "WATCHDOG_USEC",
          "WATCHDOG_PID",
          "LISTEN_PID",
          "LISTEN_FDS",
          "LISTEN_FDNAMES");

  private static final String PYTHON_PATH = "PYTHONPATH";

  private CheckEnvironment() {}

  /** The whole environment of every check. */
  public static Map<String, String> of(CommandContext context) {
    Map<String, String> environment = new HashMap<>(context.environment());
    OUR_OWN.forEach(environment::remove);
    environment.put(Home.VARIABLE, context.home().directory().toString());
    Path packages = context.home().pythonPackages();
    if (Files.isDirectory(packages)) {
      environment.merge(
          PYTHON_PATH, packages.toString(), (old, ours) -> ours + File.pathSeparator + old);
    }
    return environment;
  }
}
