package io.jetpack.cli.healthcheck.status;

import io.jetpack.healthcheck.HealthState;

/** How a word is set off in a terminal. */
enum Colour {
  NONE(""),
  BOLD("\u001B[1m"),
  GREEN("\u001B[32m"),
  YELLOW("\u001B[33m"),
  RED("\u001B[1;31m");

  private static final String END = "\u001B[0m";

  private final String start;

  Colour(String start) {
    this.start = start;
  }

  /** The word, set off. */
  String around(String word) {
    return this == NONE ? word : start + word + END;
  }

  static Colour of(HealthState state) {
    return switch (state) {
      case HEALTHY -> GREEN;
      case UNKNOWN -> YELLOW;
      case TERMINATE -> RED;
    };
  }
}
