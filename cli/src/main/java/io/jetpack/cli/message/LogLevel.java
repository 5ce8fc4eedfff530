package io.jetpack.cli.message;

import java.util.Locale;

/** How bad it is what a log message tells. */
public enum LogLevel {
  INFO,
  WARN,
  ERROR;

  /** As it is written in messages and on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
