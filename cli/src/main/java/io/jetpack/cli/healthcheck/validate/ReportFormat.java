package io.jetpack.cli.healthcheck.validate;

import java.util.Locale;

/** How findings are shown. */
enum ReportFormat {
  TEXT,
  JSON,
  JUNIT,
  GITHUB;

  /** As it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
