package io.jetpack.cli.install;

import java.util.regex.Pattern;

/**
 * Where the parts of the installation are, as the installed system sees them.
 *
 * @param home the agent's home there, absolute
 */
record Names(String home) {

  static final String USER = "cyclecloud";
  static final String GROUP = "cyclecloud";
  static final String USUAL_HOME = "/opt/cycle/jetpack";

  /** Units, rules and shells name the home, and each has its own way of quoting. */
  private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9._+-]+)+");

  Names {
    if (!PLAIN.matcher(home).matches() || home.contains("/..") || home.contains("/./")) {
      throw new IllegalArgumentException(
          "the home '%s' is to be an absolute path of letters, digits and ._+- only"
              .formatted(home));
    }
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
