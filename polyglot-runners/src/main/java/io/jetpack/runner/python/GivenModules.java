package io.jetpack.runner.python;

import io.jetpack.runner.HostModule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;

/** The modules of the program, as the Python half sees them. */
final class GivenModules {

  private static final String GOOD = "=";
  private static final String FAILED = "!";

  private final Map<String, String> sources = new HashMap<>();
  private final Map<String, HostModule.Function> functions = new HashMap<>();
  private final Map<String, List<String>> ports = new HashMap<>();

  GivenModules(List<HostModule> modules) {
    for (HostModule module : modules) {
      sources.putAll(module.sources());
      ports.put(module.port(), List.copyOf(module.functions().keySet()));
      module
          .functions()
          .forEach((name, function) -> functions.put(module.port() + " " + name, function));
    }
  }

  /** The names of all modules. */
  String names() {
    List<String> names = new ArrayList<>(sources.keySet());
    names.addAll(ports.keySet());
    return String.join("\0", names);
  }

  /** The text of a module; empty for one that holds functions. */
  String source(String name) {
    return sources.getOrDefault(name, "");
  }

  /** The names of the functions in a module. */
  String functions(String module) {
    return String.join("\0", ports.getOrDefault(module, List.of()));
  }

  /**
   * Calls a function.
   *
   * @param arguments module, function, and what it is given
   * @return what it answers behind a sign for whether it did
   */
  String call(Value... arguments) {
    List<String> texts = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      texts.add(arguments[i].asString());
    }
    HostModule.Function function =
        functions.get(arguments[0].asString() + " " + arguments[1].asString());
    if (function == null) {
      return FAILED + "there is no such function";
    }
    try {
      return GOOD + function.call(texts);
    } catch (RuntimeException e) {
      String message = e.getMessage();
      return FAILED + (message == null ? e.toString() : message);
    }
  }
}
