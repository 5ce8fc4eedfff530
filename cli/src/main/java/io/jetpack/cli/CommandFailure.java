package io.jetpack.cli;

/**
 * Ends a command because of something that its user can mend. The message is shown on stderr as it
 * is: lower case, no full stop, what is wrong, which value in quotes, what to do.
 */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int exitCode;

  public CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public CommandFailure(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** A mistake on the command line. */
  public static CommandFailure usage(String message) {
    return new CommandFailure(ExitCodes.USAGE, message);
  }

  public int exitCode() {
    return exitCode;
  }
}
