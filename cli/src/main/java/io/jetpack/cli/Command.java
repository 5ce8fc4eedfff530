package io.jetpack.cli;

/**
 * Does the work of one call. Its fields carry JCommander's {@code @Parameter}; they are set before
 * {@link #run} is called, once, by the program's main thread.
 */
@FunctionalInterface
public interface Command {

  /**
   * Runs to the end.
   *
   * @return the exit code of the program, see {@link ExitCodes}
   * @throws CommandFailure when the user can mend what is wrong
   * @throws InterruptedException when somebody ends the program; nothing that the command started
   *     is left then
   */
  int run(CommandContext context) throws InterruptedException;
}
