package io.jetpack.cli.healthcheck.validate.shell;

import java.util.List;

/**
 * A simple command of a shell script.
 *
 * @param words its name and arguments, without assignments before it and redirections
 * @param assignments how many assignments stand before it
 * @param depth how many compound commands and functions it is within
 * @param caught whether something looks at its status, so that {@code set -e} does not
 * @param operator what follows it: {@code ;} also for a line end, {@code &&}, {@code ||}, {@code
 *     |}, {@code &}, or nothing
 * @param inFunction whether it is part of a function
 * @param inSubstitution whether it is part of {@code $( )} or the like
 */
public record ShellCommand(
    List<ShellWord> words,
    int assignments,
    int depth,
    boolean caught,
    String operator,
    boolean inFunction,
    boolean inSubstitution) {

  public ShellCommand {
    words = List.copyOf(words);
  }

  public ShellWord name() {
    return words.getFirst();
  }

  public int line() {
    return name().line();
  }
}
