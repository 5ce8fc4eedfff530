package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.SystemTime;
import io.jetpack.cli.node.settings.AcceptedFile;
import io.jetpack.cli.node.tree.NodeFile;
import io.jetpack.healthcheck.builtin.BuiltIn;
import io.jetpack.healthcheck.builtin.ConvergeState;
import io.jetpack.healthcheck.builtin.ConvergeTimeout;
import io.jetpack.healthcheck.builtin.Convergence;
import io.jetpack.healthcheck.builtin.ReadableSettings;
import io.jetpack.healthcheck.builtin.ScheduledShutdown;
import io.jetpack.healthcheck.service.state.SettingsHealth;
import io.jetpack.healthcheck.service.state.SettingsProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The built-in checks of a node. */
final class BuiltIns {

  private BuiltIns() {}

  /**
   * All of them, in the order of their names.
   *
   * @param settings whether they can be read
   */
  static List<BuiltIn> of(CommandContext context, SettingsHealth settings) {
    List<BuiltIn> all = new ArrayList<>();
    all.add(
        new ReadableSettings(
            () -> settings.problems().stream().map(SettingsProblem::sentence).toList()));
    all.addAll(thatMayFail(context));
    return all;
  }

  /** Those that may ask for the node's termination. */
  static List<BuiltIn> thatMayFail(CommandContext context) {
    Home home = context.home();
    Clock clock = Clock.systemUTC();
    return List.of(
        new ConvergeTimeout(begun(home, keptNode(context))),
        new ScheduledShutdown(home.run().resolve("scheduled_shutdown"), clock));
  }

  /** What the service accepted of {@code node.json} last. */
  static AcceptedFile keptNode(CommandContext context) {
    return AcceptedFile.of(context.home(), NodeFile.given(context.home()), context.environment());
  }

  /**
   * A node on which {@code jetpack converge} has never begun is not late: otherwise an agent that
   * was put on a machine that something else installs would end it after four hours.
   */
  private static Convergence begun(Home home, AcceptedFile keptNode) {
    NodeConvergeState state = new NodeConvergeState(home, keptNode, new SystemTime());
    Path begun = home.run().resolve("converge.json");
    return () -> Files.exists(begun) ? state.read() : new ConvergeState.NotLaunched();
  }
}
