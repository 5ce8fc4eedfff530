package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.node.Home;
import io.jetpack.healthcheck.builtin.BuiltIn;
import io.jetpack.healthcheck.builtin.ConvergeState;
import io.jetpack.healthcheck.builtin.ConvergeTimeout;
import io.jetpack.healthcheck.builtin.Convergence;
import io.jetpack.healthcheck.builtin.ScheduledShutdown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The built-in checks of a node. */
public final class BuiltIns {

  private BuiltIns() {}

  /** All of them, in the order of their names. */
  public static List<BuiltIn> of(Home home) {
    Clock clock = Clock.systemUTC();
    return List.of(
        new ConvergeTimeout(begun(home), clock),
        new ScheduledShutdown(home.run().resolve("scheduled_shutdown"), clock));
  }

  /**
   * A node on which {@code jetpack converge} has never begun is not late: otherwise an agent that
   * was put on a machine that something else installs would end it after four hours.
   */
  private static Convergence begun(Home home) {
    NodeConvergeState state = new NodeConvergeState(home);
    Path begun = home.run().resolve("converge.json");
    return () -> Files.exists(begun) ? state.read() : new ConvergeState.NotLaunched();
  }
}
