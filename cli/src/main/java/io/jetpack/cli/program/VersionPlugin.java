package io.jetpack.cli.program;

import io.jetpack.cli.Command;
import io.jetpack.cli.CommandPlugin;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.Version;
import io.jetpack.runner.ScriptRunners;
import io.jetpack.runner.libc.CLibrary;
import java.io.PrintStream;

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
  public String details() {
    return """
    With --verbose, also what this machine has: the C library, and the way in which
    processes are started on it, with the reason where there is a better one.\
    """;
  }

  @Override
  public Command create() {
    return context -> {
      PrintStream out = context.console().out();
      out.println(Version.text());
      if (context.verbose()) {
        out.println("C library: " + CLibrary.name());
        ScriptRunners.aboutThisMachine()
            .forEach((runner, line) -> out.println("runner " + runner + ": " + line));
      }
      return ExitCodes.DONE;
    };
  }
}
