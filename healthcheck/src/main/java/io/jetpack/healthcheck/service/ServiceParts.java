package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.CheckDirectory;
import io.jetpack.healthcheck.CheckRunner;
import io.jetpack.healthcheck.builtin.BuiltIn;
import io.jetpack.healthcheck.hold.Holds;
import io.jetpack.healthcheck.service.event.HealthEvents;
import io.jetpack.healthcheck.service.schedule.Pulse;
import io.jetpack.healthcheck.service.state.SettingsHealth;
import io.jetpack.healthcheck.service.state.StateStore;
import io.jetpack.healthcheck.service.termination.TerminationAction;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * What the service works with.
 *
 * @param node the node's name, by which its checks are spread over time
 * @param home the uppermost folder whose permissions matter
 * @param folder the checks
 * @param directory reads them
 * @param runner runs them
 * @param builtIns judged beside them
 * @param holds who holds the node
 * @param settings whether the operator's settings can be read
 * @param events where changes are told
 * @param action what is done when the node should be terminated
 * @param store where the service's knowledge is kept
 * @param clock the wall clock
 * @param listener hears of every run
 * @param pulse hears that the ticking thread lives
 * @param mishaps hears of what fails in the threads of the service
 */
public record ServiceParts(
    String node,
    Path home,
    Path folder,
    CheckDirectory directory,
    CheckRunner runner,
    List<BuiltIn> builtIns,
    Holds holds,
    SettingsHealth settings,
    HealthEvents events,
    TerminationAction action,
    StateStore store,
    InstantSource clock,
    RunListener listener,
    Pulse pulse,
    Mishaps mishaps) {

  public ServiceParts {
    builtIns = List.copyOf(builtIns);
  }
}
