package io.jetpack.cli;

import java.util.List;
import java.util.Optional;

/**
 * The SPI: a command, found by {@link java.util.ServiceLoader} in the program's own jar or in a jar
 * of the home's {@code config/plugins}.
 *
 * <p>A plugin is cheap: it names itself, and creates what does the work only when asked to. It has
 * a public constructor without parameters.
 */
public interface CommandPlugin {

  /**
   * One or several words as they are typed, {@code healthcheck run}, each of lower-case letters,
   * digits and hyphens.
   */
  String name();

  /** What the command is for, in one line: an imperative, lower case, no full stop. */
  String purpose();

  /** What else help should tell, as paragraphs of plain text; may be empty. */
  default String details() {
    return "";
  }

  /**
   * Whether the jars of {@code config/plugins} are loaded before it runs. They are not for a
   * command that root calls out of a directory that somebody else may have prepared.
   */
  default boolean loadsPlugins() {
    return true;
  }

  /** A new command, annotated for JCommander, which then sets its options and arguments. */
  Command create();

  /**
   * A command that has read its words itself, for one that is called so often that JCommander's
   * time matters.
   *
   * @param words what follows the command's name
   * @return empty for words that are not the plainest there are; then {@link #create} is used,
   *     which also tells what is wrong with them
   */
  default Optional<Command> createQuickly(List<String> words) {
    return Optional.empty();
  }
}
