package io.jetpack.cli.message;

import java.util.Locale;

/** Who should see a log message: below medium the Cluster UI page does not show it. */
public enum LogPriority {
  LOW,
  MEDIUM,
  HIGH;

  /** The priority of a message that says nothing about it, as the guide has it. */
  public static LogPriority usual(LogLevel level) {
    return level == LogLevel.ERROR ? HIGH : MEDIUM;
  }

  /** As it is written in messages and on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
