package io.jetpack.cli.program;

import com.beust.jcommander.Parameter;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options that every command understands, before or after its name. */
final class GlobalOptions {

  @Parameter(
      names = "--home",
      placeholder = "DIR",
      description = "the agent's home directory (default: $CYCLECLOUD_HOME)",
      order = 0)
  private @Nullable String home;

  @Parameter(names = "--verbose", description = "show the stack trace of an error", order = 1)
  private boolean verbose;

  @Parameter(
      names = {"--help", "-h"},
      description = "show this help",
      order = 2)
  private boolean help;

  Optional<Path> home() {
    if (home == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(home));
    } catch (InvalidPathException e) {
      throw new CommandFailure(ExitCodes.USAGE, "--home '%s' is no path".formatted(home), e);
    }
  }

  boolean verbose() {
    return verbose;
  }

  boolean help() {
    return help;
  }
}
