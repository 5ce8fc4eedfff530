package io.jetpack.cli.healthcheck.validate;

import java.util.Locale;

/** How checks are expected to end. */
enum Expectation {
  TERMINATE;

  /** As it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
