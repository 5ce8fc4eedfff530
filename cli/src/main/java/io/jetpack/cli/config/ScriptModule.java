package io.jetpack.cli.config;

import io.jetpack.cli.CommandContext;
import io.jetpack.runner.HostModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** Takes what scripts want to tell the cluster. */
  @FunctionalInterface
  public interface Log {

    /**
     * Queues a message.
     *
     * @param level info, warn or error
     * @param priority low, medium or high; empty for the one that is usual at this level
     * @throws RuntimeException whose message says why it is not queued
     */
    void put(String text, String level, String priority);
  }

  /**
   * The package, reading the configuration of this home anew at each call.
   *
   * @param log is called by many threads at a time
   */
  public static HostModule of(CommandContext context, Log log) {
    ScriptModule module = new ScriptModule(context);
    Map<String, String> sources = new LinkedHashMap<>();
    for (String name : MODULES) {
      sources.put(name.equals("__init__") ? "jetpack" : "jetpack." + name, source(name));
    }
    return new HostModule(
        "jetpack",
        sources,
        "jetpack._agent",
        Map.of("config_get", module::configGet, "log", arguments -> log(log, arguments)));
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
    String key = arguments.getFirst();
    return TypedAnswer.of(
        context, key.isEmpty() ? Optional.empty() : Optional.of(key.substring(1)));
  }

  /** The arguments are the message, the level, and the priority, which may be empty. */
  private static String log(Log log, List<String> arguments) {
    log.put(arguments.get(0), arguments.get(1), arguments.get(2));
    return "";
  }
}
