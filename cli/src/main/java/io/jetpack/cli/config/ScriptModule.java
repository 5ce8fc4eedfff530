package io.jetpack.cli.config;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.node.tree.NodeTree;
import io.jetpack.runner.HostModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Python package {@code jetpack} for scripts in process. Its text is the same as that of the
 * package in {@code system/python}; only what it asks is asked of this program without starting
 * anything.
 */
public final class ScriptModule {

  private static final List<String> MODULES = List.of("__init__", "config", "util");

  private final CommandContext context;

  private ScriptModule(CommandContext context) {
    this.context = context;
  }

  /** The package, reading the configuration of this home anew at each call. */
  public static HostModule of(CommandContext context) {
    ScriptModule module = new ScriptModule(context);
    Map<String, String> sources = new LinkedHashMap<>();
    for (String name : MODULES) {
      sources.put(name.equals("__init__") ? "jetpack" : "jetpack." + name, source(name));
    }
    return new HostModule(
        "jetpack",
        sources,
        "jetpack._agent",
        Map.of("config_get", module::configGet, "log", module::log));
  }

  private static String source(String name) {
    String resource = "python/jetpack/" + name + ".py";
    try (InputStream in = ScriptModule.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The argument is a key behind an equals sign, or nothing for everything. */
  private String configGet(List<String> arguments) {
    List<String> warnings = new ArrayList<>();
    NodeTree tree = NodeConfiguration.of(context, warnings::add);
    String key = arguments.getFirst();
    return key.isEmpty() ? TypedAnswer.all(tree) : TypedAnswer.of(tree, key.substring(1));
  }

  /**
   * SEAM: the one place to connect {@code jetpack.log(message, level, priority)} of scripts in
   * process with the messages; until then it fails, so that no script believes that it was heard.
   * (As a process the package calls {@code jetpack log}.)
   *
   * @param arguments the message, the level, and the priority, which may be empty
   * @return anything
   */
  private String log(List<String> arguments) {
    throw new UnsupportedOperationException(
        "jetpack.log can not send '%s': this agent has no messages yet"
            .formatted(arguments.getFirst()));
  }
}
