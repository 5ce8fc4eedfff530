package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.node.settings.Settings;
import io.jetpack.healthcheck.service.event.HealthEvents;
import io.jetpack.healthcheck.service.termination.TerminationAction;
import io.jetpack.healthcheck.service.termination.TerminationActionProvider;
import io.jetpack.runner.ScriptRunners;
import io.jetpack.text.NearestName;
import java.util.List;
import java.util.Map;

/** Finds the termination action that the operator chose. */
public final class Actions {

  private record Means(
      HealthEvents events,
      List<String> command,
      ScriptRunners runners,
      Map<String, String> environment)
      implements TerminationActionProvider.Means {}

  private Actions() {}

  /**
   * Creates it.
   *
   * @throws CommandFailure when there is none of that name, or it lacks a setting
   */
  public static TerminationAction create(
      CommandContext context, Settings settings, HealthEvents events, ScriptRunners runners) {
    List<TerminationActionProvider> providers = context.services(TerminationActionProvider.class);
    List<String> names =
        providers.stream().map(TerminationActionProvider::name).distinct().sorted().toList();
    TerminationActionProvider chosen =
        providers.stream()
            .filter(provider -> provider.name().equals(settings.action()))
            .findFirst()
            .orElseThrow(() ->
                new CommandFailure(
                    ExitCodes.FAILED,
                    "'termination.action' is '%s', which nothing offers%s"
                        .formatted(
                            settings.action(),
                            NearestName.suggestion(
                                settings.action(),
                                names,
                                "there are " + String.join(", ", names)))));
    try {
      return chosen.create(
          new Means(events, settings.command(), runners, CheckEnvironment.of(context)));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCodes.FAILED, String.valueOf(e.getMessage()), e);
    }
  }
}
