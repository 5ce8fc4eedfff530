package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.config.ScriptModule;
import io.jetpack.cli.message.ScriptLog;
import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptRunners;
import java.util.List;

/** Opens what runs checks, with what checks may import from this program. */
public final class CheckRunners {

  private CheckRunners() {}

  /** The caller closes them. */
  public static ScriptRunners load(CommandContext context, RunnerSettings settings) {
    return context.runners(
        settings.withModules(List.of(ScriptModule.of(context, new ScriptLog(context)::put))));
  }
}
