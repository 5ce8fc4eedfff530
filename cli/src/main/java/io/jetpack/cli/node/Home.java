package io.jetpack.cli.node;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The agent's home directory and where in it everything is.
 *
 * @param directory absolute
 */
public record Home(Path directory) {

  /** The variable that names the home. */
  public static final String VARIABLE = "CYCLECLOUD_HOME";

  /** The property by which the launcher says in which distribution it lies. */
  static final String DISTRIBUTION_PROPERTY = "jetpack.home";

  /** Where in a home installed distributions lie. */
  private static final Path INSTALLED = Path.of("system", "versions");

  private static final String UNIX_DEFAULT = "/opt/cycle/jetpack";
  private static final String WINDOWS_DEFAULT = "C:\\cycle\\jetpack";

  public Home {
    directory = directory.toAbsolutePath().normalize();
  }

  /**
   * The home: the option's, else the environment's, else the distribution's, else the usual one.
   */
  public static Home find(
      Optional<Path> option, Map<String, String> environment, Properties properties) {
    return new Home(
        option
            .or(() -> path(environment.getOrDefault(VARIABLE, "")))
            .or(() -> distribution(properties).map(Home::ofDistribution))
            .orElseGet(() -> usual(properties.getProperty("os.name", ""))));
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

  /** What the agent remembers of the node: holds, states, markers. */
  public Path run() {
    return directory.resolve("run");
  }

  /** The agent's logs. */
  public Path logs() {
    return directory.resolve("logs");
  }

  /** Jars with further commands. */
  public Path plugins() {
    return directory.resolve("config", "plugins");
  }
}
