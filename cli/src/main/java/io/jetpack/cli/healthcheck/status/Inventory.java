package io.jetpack.cli.healthcheck.status;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.settings.Settings;
import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.CheckDirectory;
import io.jetpack.healthcheck.CheckListing;
import io.jetpack.healthcheck.CheckSettings;
import io.jetpack.healthcheck.ScriptPermissions;
import io.jetpack.healthcheck.SkippedFile;
import io.jetpack.healthcheck.builtin.ConvergeTimeout;
import io.jetpack.healthcheck.builtin.ReadableChecks;
import io.jetpack.healthcheck.builtin.ReadableSettings;
import io.jetpack.healthcheck.builtin.ScheduledShutdown;
import io.jetpack.healthcheck.service.ServicePlan;
import io.jetpack.runner.ScriptRunners;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the service would run in a home.
 *
 * @param folder where the checks are
 * @param plan what holds for the service
 * @param checks in the order of their names
 * @param builtIns beside them
 * @param skipped what lies among the checks and is none, in the same order
 */
record Inventory(
    Path folder,
    ServicePlan plan,
    List<Entry> checks,
    List<Standing> builtIns,
    List<SkippedFile> skipped) {

  /**
   * A check.
   *
   * @param warning who else may change its script, for people
   */
  record Entry(Check check, Optional<String> warning) {}

  /**
   * A check that is part of the agent.
   *
   * @param purpose when it asks for termination or is unknown, for people
   */
  record Standing(String name, String purpose) {}

  private static final List<Standing> BUILT_INS =
      List.of(
          new Standing(
              ReadableChecks.NAME,
              "is unknown while config/healthcheck.d cannot be read, and no request is withdrawn"),
          new Standing(
              ReadableSettings.NAME,
              "is unknown while jetpack.toml or node.json does not read, and requests wait"),
          new Standing(
              ConvergeTimeout.NAME,
              "asks for termination when the node has not finished installing in time"),
          new Standing(
              ScheduledShutdown.NAME,
              "asks for termination when the time in a file of run/scheduled_shutdown has come"));

  Inventory {
    checks = List.copyOf(checks);
    builtIns = List.copyOf(builtIns);
    skipped = List.copyOf(skipped);
  }

  /** What came of looking. */
  sealed interface Look {
    /** The folder could be read. */
    record Good(Inventory inventory) implements Look {}

    /**
     * The folder can not be read.
     *
     * @param reason what is wrong with which path
     */
    record Unlistable(String reason) implements Look {}
  }

  /** Looks into the folder of checks and runs nothing. */
  static Look of(CommandContext context, Settings settings) {
    Home home = context.home();
    // asked for names only: none of the runners is opened
    try (ScriptRunners runners = context.runners(settings.runners())) {
      CheckDirectory directory =
          new CheckDirectory(runners, CheckSettings.DEFAULTS.withTimeLimit(settings.timeLimit()));
      return switch (directory.list(home.checks())) {
        case CheckListing.Unlistable(String reason) -> new Look.Unlistable(reason);
        case CheckListing.Listed listed -> new Look.Good(of(home, settings.plan(), listed));
      };
    }
  }

  private static Inventory of(Home home, ServicePlan plan, CheckListing.Listed listed) {
    List<Entry> checks = new ArrayList<>();
    List<SkippedFile> skipped = new ArrayList<>(listed.skipped());
    for (Check check : listed.checks()) {
      if (BUILT_INS.stream().anyMatch(builtIn -> builtIn.name().equals(check.name()))) {
        skipped.add(new SkippedFile(check.script(), "a built-in check has this name"));
      } else {
        checks.add(new Entry(check, ScriptPermissions.warning(check.script(), home.directory())));
      }
    }
    return new Inventory(home.checks(), plan, checks, BUILT_INS, skipped);
  }
}
