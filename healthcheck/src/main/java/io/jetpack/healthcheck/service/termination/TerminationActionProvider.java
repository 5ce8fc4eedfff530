package io.jetpack.healthcheck.service.termination;

import io.jetpack.healthcheck.service.event.HealthEvents;
import io.jetpack.runner.ScriptRunners;
import java.util.List;
import java.util.Map;

/**
 * The SPI: a way to terminate nodes, found by {@link java.util.ServiceLoader} and chosen by its
 * name with {@code termination.action}. It has a public constructor without parameters.
 */
public interface TerminationActionProvider {

  /** What an action works with. */
  interface Means {
    /** Where to say what was done. */
    HealthEvents events();

    /** {@code termination.command}. */
    List<String> command();

    /** Runs scripts; closed by its owner. */
    ScriptRunners runners();

    /** The environment of the agent. */
    Map<String, String> environment();
  }

  /** A word of lower-case letters, digits and hyphens. */
  String name();

  /**
   * Creates the action.
   *
   * @throws IllegalArgumentException with a message for people when a setting that it needs is
   *     missing
   */
  TerminationAction create(Means means);
}
