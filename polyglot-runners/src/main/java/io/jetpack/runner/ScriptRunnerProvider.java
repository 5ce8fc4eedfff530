package io.jetpack.runner;

import java.util.Optional;

/**
 * The SPI: a way of running scripts, found by {@link java.util.ServiceLoader}.
 *
 * <p>A provider is cheap: it names itself and recognises its scripts without loading what it needs
 * to run them. That happens in {@link #open}, which {@link ScriptRunners} calls when the first
 * script of this kind is about to run. Implementations are safe for use by many threads.
 */
public interface ScriptRunnerProvider {

  /** The runner's name, unique among all runners, as people write it in {@code runtime=NAME}. */
  String name();

  /** Whether this runner is the one that a script gets when nobody asks for another. */
  boolean takes(Script script);

  /**
   * Loads what every script of this runner needs, before it is known which ones are going to run.
   * Takes its time, opens nothing, and may fail: the run then does it, and tells.
   */
  default void warmUp() {}

  /**
   * How it runs scripts on this machine, where machines differ: one line for people, lower case, no
   * full stop.
   */
  default Optional<String> aboutThisMachine() {
    return Optional.empty();
  }

  /**
   * Whether all that its scripts start have the default action of every signal on this machine,
   * also of one that this program ignores.
   */
  default boolean startsWithDefaultSignals() {
    return true;
  }

  /** Opens the runner. The caller closes it. */
  ScriptRunner open(RunnerSettings settings);
}
