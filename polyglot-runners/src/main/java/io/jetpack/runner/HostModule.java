package io.jetpack.runner;

import java.util.List;
import java.util.Map;

/**
 * A Python package that the program gives to the scripts that it runs in process: they import it
 * like any other. What it needs of the program it gets from functions, which it finds in one of its
 * modules.
 *
 * @param name the package's name
 * @param sources the Python text of its modules by their full names, {@code name} and {@code
 *     name.module}
 * @param port the full name of the module that holds the functions
 * @param functions by name; called by many threads at a time, and by scripts that are cancelled
 *     while they wait, so none should take long
 */
public record HostModule(
    String name, Map<String, String> sources, String port, Map<String, Function> functions) {

  public HostModule {
    sources = Map.copyOf(sources);
    functions = Map.copyOf(functions);
    if (!sources.containsKey(name)) {
      throw new IllegalArgumentException("there is no source of '%s'".formatted(name));
    }
  }

  /** Something that a script may ask of the program. */
  @FunctionalInterface
  public interface Function {

    /**
     * Answers.
     *
     * @param arguments as the module gave them
     * @throws RuntimeException whose message the script sees as that of a {@code RuntimeError}
     */
    String call(List<String> arguments);
  }
}
