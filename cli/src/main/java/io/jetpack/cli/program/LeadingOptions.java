package io.jetpack.cli.program;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;

/** What may stand before the name of a command. */
final class LeadingOptions {

  @ParametersDelegate private final GlobalOptions global;

  @Parameter(
      names = {"--version", "-v"},
      description = "print the version, and nothing else",
      order = 3)
  private boolean version;

  LeadingOptions(GlobalOptions global) {
    this.global = global;
  }

  GlobalOptions global() {
    return global;
  }

  boolean version() {
    return version;
  }
}
