package io.jetpack.cli;

/** {@code jetpack version}. */
public final class VersionPlugin implements CommandPlugin {

  @Override
  public String name() {
    return "version";
  }

  @Override
  public String purpose() {
    return "print the version";
  }

  @Override
  public Command create() {
    return context -> {
      context.console().out().println(Version.text());
      return ExitCodes.DONE;
    };
  }
}
