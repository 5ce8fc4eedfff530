package io.jetpack.cli;

import java.util.Locale;

/**
 * The kinds of plugin: what a jar of {@code config/plugins} may offer by {@code META-INF/services}.
 * All that says something about kinds reads it here.
 */
public enum PluginKind {
  /** {@link CommandPlugin}. */
  COMMAND("io.jetpack.cli.CommandPlugin", "a command of jetpack"),

  /** A way to run scripts. */
  RUNNER(
      "io.jetpack.runner.ScriptRunnerProvider",
      "runs scripts that no other runner takes, or that ask for it by 'runtime='"),

  /** A way to end a node. */
  TERMINATION_ACTION(
      "io.jetpack.healthcheck.service.termination.TerminationActionProvider",
      "requests the termination of the node, when 'termination.action' names it"),

  /** A protocol of messages. */
  BROKER(
      "io.jetpack.cli.message.broker.BrokerProvider",
      "takes the messages of the node, when its settings name it"),

  /** A kind of address that projects are fetched from. */
  LOCKER(
      "io.jetpack.cli.converge.locker.LockerProvider", "fetches projects from a kind of address");

  private final String service;
  private final String purpose;

  /**
   * Names the interface as text, because most commands need no class of the others.
   *
   * @param service the interface that its provider implements
   */
  PluginKind(String service, String purpose) {
    this.service = service;
    this.purpose = purpose;
  }

  /** Its name for people: {@code termination action}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The name of the interface, which is that of the file in {@code META-INF/services}. */
  public String service() {
    return service;
  }

  /** What such a plugin does, for people, without a full stop. */
  public String purpose() {
    return purpose;
  }

  /** Where a jar names its providers. */
  public String entry() {
    return "META-INF/services/" + service;
  }
}
