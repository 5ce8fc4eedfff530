package io.jetpack.healthcheck.broken;

import io.jetpack.cli.ExitCodes;

/** Breaks: healthcheck knows runners only. */
final class KnowsCli {

  private KnowsCli() {}

  static Class<?> exitCodes() {
    return ExitCodes.class;
  }
}
