package io.jetpack.cli.healthcheck.validate.rule;

import java.util.Locale;

/** How much a finding matters, the least first. */
public enum Severity {
  /** The check may fail on a node, or hides something from its operator. */
  WARNING,
  /** The check does not work, or ends nodes by accident. */
  ERROR;

  /** As it is typed and shown. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
