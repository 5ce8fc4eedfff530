package io.jetpack.cli.node;

import io.jetpack.text.IoReason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The agent's home directory and where everything is, in it or beside it.
 *
 * @param directory absolute
 * @param run what the agent remembers of the node: holds, states, markers
 * @param logs the agent's logs
 */
public record Home(Path directory, Path run, Path logs) {

  /** The variable that names the home. */
  public static final String VARIABLE = "CYCLECLOUD_HOME";

  /** The property by which the launcher says in which distribution it lies. */
  static final String DISTRIBUTION_PROPERTY = "jetpack.home";

  private static final String RUN = "run";
  private static final String LOGS = "logs";

  /** Where in a home installed distributions lie. */
  private static final Path INSTALLED = Path.of("system", "versions");

  private static final String UNIX_DEFAULT = "/opt/cycle/jetpack";
  private static final String WINDOWS_DEFAULT = "C:\\cycle\\jetpack";

  public Home {
    directory = directory.toAbsolutePath().normalize();
    run = run.toAbsolutePath().normalize();
    logs = logs.toAbsolutePath().normalize();
  }

  /** A home with everything in it. */
  public Home(Path directory) {
    this(directory, directory.resolve(RUN), directory.resolve(LOGS));
  }

  /**
   * The home: the option's, else the environment's, else the distribution's, else the usual one.
   * Where its operator wants to have {@code run} and {@code logs} is looked up.
   */
  public static Home find(
      Optional<Path> option, Map<String, String> environment, Properties properties) {
    Home whole =
        new Home(
            option
                .or(() -> path(environment.getOrDefault(VARIABLE, "")))
                .or(() -> distribution(properties).map(Home::ofDistribution))
                .orElseGet(() -> usual(properties.getProperty("os.name", ""))));
    return of(whole.directory, whole.settingsFile(), environment);
  }

  /** A home whose settings are, or are going to be, in a file. */
  public static Home of(Path directory, Path settingsFile, Map<String, String> environment) {
    Home whole = new Home(directory);
    NodeDirectories chosen = NodeDirectories.read(settingsFile, environment);
    return new Home(
        whole.directory, chosen.run().orElse(whole.run), chosen.logs().orElse(whole.logs));
  }

  /**
   * Makes an environment that of another home: without what leads from there to the directories of
   * this node.
   */
  public static void move(Map<String, String> environment, Path directory) {
    environment.put(VARIABLE, directory.toString());
    environment.remove(NodeDirectories.RUN_VARIABLE);
    environment.remove(NodeDirectories.LOGS_VARIABLE);
  }

  /** Where the distribution lies that runs, as the launcher says it; empty in a build. */
  public static Optional<Path> distribution(Properties properties) {
    return path(properties.getProperty(DISTRIBUTION_PROPERTY, ""));
  }

  /** An unpacked distribution is a home; an installed one lies in the system/versions of one. */
  private static Path ofDistribution(Path distribution) {
    Path versions = distribution.getParent();
    return versions != null && versions.endsWith(INSTALLED)
        ? distribution.resolve("../../..").normalize()
        : distribution;
  }

  private static Optional<Path> path(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
  }

  private static Path usual(String system) {
    return Path.of(system.startsWith("Windows") ? WINDOWS_DEFAULT : UNIX_DEFAULT);
  }

  /** The operator's settings of the agent. */
  public Path settingsFile() {
    return directory.resolve("config", "jetpack.toml");
  }

  /** The node's configuration, written by whoever launches it. */
  public Path nodeFile() {
    return directory.resolve("config", "node.json");
  }

  /** The Python packages of the distribution that runs, which may lie elsewhere than the home. */
  public Path pythonPackages() {
    return distribution(System.getProperties()).orElse(directory).resolve("system", "python");
  }

  /** The checks of the node. */
  public Path checks() {
    return directory.resolve("config", "healthcheck.d");
  }

  /**
   * Whether the node's state lies elsewhere: then nothing of this node is written into the home,
   * which may be read-only, or other nodes' too.
   */
  public boolean isStateElsewhere() {
    return !run.equals(directory.resolve(RUN));
  }

  /** That something of this node cannot be written, why, and what to set where nobody can. */
  public String unwritable(Path path, IOException e) {
    if (IoReason.isReadOnly(e) && path.startsWith(directory)) {
      return "'%s' is on a read-only file system; set [node] run and logs in '%s' to directories of this node, such as \"/run/jetpack\" and \"/var/log/jetpack\""
          .formatted(path, settingsFile());
    }
    String reason = IoReason.of(e);
    String advice = e instanceof AccessDeniedException ? "; try it as root" : "";
    return "'%s' cannot be written: %s%s".formatted(path, reason, advice);
  }

  /** Jars with further commands. */
  public Path plugins() {
    return directory.resolve("config", "plugins");
  }
}
