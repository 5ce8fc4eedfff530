package io.jetpack.cli.healthcheck;

import java.util.Locale;

/** How results are shown. */
enum ResultFormat {
  TEXT,
  JSON;

  /** As it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
