package io.jetpack.cli.node.settings;

import io.jetpack.healthcheck.RunLimits;
import io.jetpack.healthcheck.service.ServicePlan;
import io.jetpack.runner.RunnerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the operator of a node has chosen.
 *
 * @param runners how scripts are run
 * @param limits what holds for each run of a check
 * @param timeLimit the time that a check has which says nothing about it
 * @param plan what holds for the service
 * @param action the name of what is done when the node should be terminated
 * @param command the command line for that, may be empty
 * @param metrics where metrics are shown
 * @param metadata how the cloud's provider is asked
 * @param log how the logs are kept
 * @param outbox how messages are kept
 * @param amqp where messages go
 * @param converge how the node is converged
 */
public record Settings(
    RunnerSettings runners,
    RunLimits limits,
    Duration timeLimit,
    ServicePlan plan,
    String action,
    List<String> command,
    Metrics metrics,
    Metadata metadata,
    Log log,
    Outbox outbox,
    Amqp amqp,
    Converge converge) {

  public Settings {
    command = List.copyOf(command);
  }

  /** How many checks run at once, at least 1. */
  public int parallel() {
    return plan.parallel();
  }

  /**
   * Where metrics are shown.
   *
   * @param port on the loopback address; 0 for nowhere
   * @param file for node_exporter
   */
  public record Metrics(int port, Optional<Path> file) {}

  /**
   * How the cloud's provider is asked about this node.
   *
   * @param provider a provider's name, {@value #AUTO}, or any other word for none
   * @param base where; empty for the usual place
   * @param timeout how long all answers together may take
   * @param maxAge how long an answer is used
   */
  public record Metadata(String provider, Optional<URI> base, Duration timeout, Duration maxAge) {

    /** The provider that the firmware names. */
    public static final String AUTO = "auto";
  }

  /**
   * How the logs are kept.
   *
   * @param limitBytes how large one grows
   * @param kept how many full ones are kept
   */
  public record Log(int limitBytes, int kept) {}

  /**
   * How messages are kept until the broker has them.
   *
   * @param limitMessages how many at most
   * @param limitBytes how large all of them are together at most
   * @param messageLimitBytes how large one is at most
   * @param keepUnroutable how long one is kept that no queue wants
   */
  public record Outbox(
      int limitMessages, int limitBytes, int messageLimitBytes, Duration keepUnroutable) {}

  /**
   * Where messages go. As a text it holds no password.
   *
   * @param uri the broker; without it there is none
   * @param credentialsFile user and password, in a file that nobody else may read
   * @param caFile the certificates of the authorities that are trusted, in PEM, instead of the
   *     usual ones
   * @param certificateFile our own certificate and those between it and its authority, in PEM
   * @param keyFile the key of our own certificate, in PEM
   * @param allowPlainPassword whether a password may travel unencrypted to another machine
   * @param heartbeat how often each side must hear of the other; after two in vain the connection
   *     is over
   */
  public record Amqp(
      Optional<AmqpUri> uri,
      Optional<Path> credentialsFile,
      Optional<Path> caFile,
      Optional<Path> certificateFile,
      Optional<Path> keyFile,
      boolean allowPlainPassword,
      Duration heartbeat) {

    /** Whether others could read the password on its way. */
    public boolean wouldTellAPassword() {
      return uri.map(where -> !where.encrypted() && !where.isLoopback()).orElse(false)
          && !allowPlainPassword;
    }
  }

  /**
   * How the node is converged.
   *
   * @param base where cluster-init lies; empty for the usual place
   * @param scriptTimeout how long a script may run; empty for as long as it wants
   * @param chefClient the program; empty to look for it
   * @param fetch how files are fetched
   */
  public record Converge(
      Optional<Path> base,
      Optional<Duration> scriptTimeout,
      Optional<Path> chefClient,
      Fetch fetch) {}

  /**
   * How files are fetched from a locker.
   *
   * @param parallel how many at once, at least 1
   * @param attempts how often each is tried, at least 1
   * @param retry the wait before the second attempt
   * @param stall how long nothing may come
   */
  public record Fetch(int parallel, int attempts, Duration retry, Duration stall) {}
}
