package io.jetpack.runner;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The first line of a script, {@code #!INTERPRETER [ARGUMENT]}, read as the Linux kernel reads it:
 * everything after the interpreter is one argument.
 *
 * @param interpreter the interpreter's path as written
 * @param argument the one argument, or empty
 * @param carriageReturn whether the line ends in CR LF, which no Unix can run
 */
public record Shebang(String interpreter, Optional<String> argument, boolean carriageReturn) {

  /** Reads a first line, without its line feed. */
  public static Optional<Shebang> parse(String firstLine) {
    if (!firstLine.startsWith("#!")) {
      return Optional.empty();
    }
    boolean carriageReturn = firstLine.endsWith("\r");
    String text = firstLine.substring(2).strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = text.split("[ \t]+", 2);
    Optional<String> argument = parts.length == 1 ? Optional.empty() : Optional.of(parts[1]);
    return Optional.of(new Shebang(parts[0], argument, carriageReturn));
  }

  /**
   * The name of the program that will run: {@code bash} for {@code /bin/bash} and for {@code
   * /usr/bin/env bash}.
   */
  public String program() {
    String name = fileName(interpreter);
    if (!name.equals("env") || argument.isEmpty()) {
      return name;
    }
    for (String word : argument.get().split("[ \t]+")) {
      if (!word.startsWith("-") && !word.contains("=")) {
        return fileName(word);
      }
    }
    return name;
  }

  private static String fileName(String path) {
    Path name = Path.of(path).getFileName();
    return name == null ? path : name.toString();
  }

  /** The line as the script has it. */
  @Override
  public String toString() {
    return "#!" + interpreter + argument.map(text -> " " + text).orElse("");
  }
}
