package io.jetpack.cli.install;

import java.util.Locale;

/**
 * Who may do what with a file.
 *
 * @param owner a user's name
 * @param group a group's name
 * @param mode the permission bits, as chmod takes them
 */
record Access(String owner, String group, int mode) {

  static Access root(int mode) {
    return new Access("root", "root", mode);
  }

  /** For root, and to be read by the members of the agent's group. */
  static Access ofGroup(int mode) {
    return new Access("root", Names.GROUP, mode);
  }

  /** {@code 0750 root:cyclecloud}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%04o %s:%s", mode, owner, group);
  }
}
