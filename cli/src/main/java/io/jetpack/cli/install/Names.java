package io.jetpack.cli.install;

import io.jetpack.cli.node.Home;
import java.util.regex.Pattern;

/**
 * Where the parts of the installation are, as the installed system sees them.
 *
 * @param home the agent's home there, absolute
 * @param run where the state of the node lies
 * @param logs where the logs lie
 */
record Names(String home, String run, String logs) {

  static final String USER = "cyclecloud";
  static final String GROUP = "cyclecloud";
  static final String USUAL_HOME = "/opt/cycle/jetpack";

  /** Units, rules and shells name the home, and each has its own way of quoting. */
  private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9._+-]+)+");

  Names {
    requirePlain("the home", home);
    requirePlain("[node] run", run);
    requirePlain("[node] logs", logs);
  }

  /** A home with everything in it. */
  Names(String home) {
    this(home, home + "/run", home + "/logs");
  }

  private static void requirePlain(String what, String path) {
    if (!PLAIN.matcher(path).matches() || path.contains("/..") || path.contains("/./")) {
      throw new IllegalArgumentException(
          "%s '%s' is to be an absolute path of letters, digits and ._+- only"
              .formatted(what, path));
    }
  }

  /** Those of a home whose settings may say that something lies elsewhere. */
  static Names of(Home home) {
    return new Names(home.directory().toString(), home.run().toString(), home.logs().toString());
  }

  String inHome(String path) {
    return home + "/" + path;
  }

  /** Holds the programs that were installed, each in a folder of its own. */
  String programs() {
    return inHome("system/versions");
  }

  /** Where a package for dpkg or rpm puts its files; they are its own, and it exchanges them. */
  String packaged() {
    return inHome("system/package");
  }

  /** The link to the one in use. */
  String current() {
    return inHome("system/current");
  }

  String manifest() {
    return inHome("system/manifest");
  }

  String lock() {
    return inHome("system/install.lock");
  }
}
