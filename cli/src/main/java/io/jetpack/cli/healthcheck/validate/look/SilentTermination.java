package io.jetpack.cli.healthcheck.validate.look;

import io.jetpack.cli.healthcheck.validate.shell.ShellCommand;
import io.jetpack.cli.healthcheck.validate.shell.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds where a shell script ends with 254 before it can have said a word. Bash ends with 254, too,
 * when it cannot start a process, so the service waits for a second run of a script that says
 * nothing.
 */
final class SilentTermination {

  private static final Set<String> SPEAKERS =
      Set.of("echo", "printf", "print", "cat", "tee", "eval", "source", ".", "exec");

  /** They say nothing that anybody wrote. */
  private static final Set<String> SILENT = Set.of("exit", "return", "test", "[", "[[", "true");

  private SilentTermination() {}

  /**
   * The codes of each {@code exit 254} or {@code return 254} that has no speaking command before
   * it.
   *
   * @param commands of the whole script
   * @param functions the names of its functions, each of which may speak
   */
  static List<ShellWord> in(List<ShellCommand> commands, Set<String> functions) {
    List<ShellWord> found = new ArrayList<>();
    for (ShellCommand command : commands) {
      if (speaks(command, functions)) {
        break; // whatever comes later has a word before it
      }
      if (terminates(command)) {
        found.add(command.words().get(1));
      }
    }
    return found;
  }

  private static boolean speaks(ShellCommand command, Set<String> functions) {
    String name = command.name().text();
    return !command.inSubstitution()
        && !SILENT.contains(name)
        && (SPEAKERS.contains(name) || functions.contains(name) || !command.name().plain());
  }

  private static boolean terminates(ShellCommand command) {
    boolean ends = command.name().is("exit") || command.name().is("return");
    return ends && command.words().size() == 2 && command.words().get(1).is("254");
  }
}
