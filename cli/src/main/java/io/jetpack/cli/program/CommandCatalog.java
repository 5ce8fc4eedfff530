package io.jetpack.cli.program;

import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.PluginKind;
import io.jetpack.text.NearestName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All commands by name. Names may be several words, so a command is found by the longest. */
final class CommandCatalog {

  private final TreeMap<String, LoadedCommand> commands = new TreeMap<>();
  private final List<ClassLoader> loaders = new ArrayList<>();
  private final Map<Path, List<PluginKind>> jars = new LinkedHashMap<>();

  /** Notes where further services may be. */
  void addLoader(ClassLoader loader) {
    loaders.add(loader);
  }

  /** Notes a jar that was loaded, and what it offers. */
  void addJar(Path jar, List<PluginKind> kinds, ClassLoader loader) {
    jars.put(jar, kinds);
    addLoader(loader);
  }

  /** The jars that were loaded, in the order of their names, and what each offers. */
  Map<Path, List<PluginKind>> jars() {
    return Collections.unmodifiableMap(jars);
  }

  /** Those of the program first, then those of the jars. */
  List<ClassLoader> loaders() {
    return List.copyOf(loaders);
  }

  /** Adds a command, unless there is one of that name: then that one is returned. */
  Optional<LoadedCommand> add(LoadedCommand command) {
    return Optional.ofNullable(commands.putIfAbsent(command.name(), command));
  }

  /** All commands in the order of their names. */
  Collection<LoadedCommand> all() {
    return commands.values();
  }

  /** The commands whose name begins with these words. */
  List<LoadedCommand> group(String words) {
    return commands.values().stream()
        .filter(command -> command.name().startsWith(words + " "))
        .toList();
  }

  /** The command whose name is the most of the first words, if there is one. */
  Optional<LoadedCommand> find(List<String> words) {
    for (int length = words.size(); length > 0; length--) {
      LoadedCommand command = commands.get(String.join(" ", words.subList(0, length)));
      if (command != null) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }

  /** What to tell somebody whose words are no command. */
  CommandFailure unknown(List<String> words) {
    String first = words.getFirst();
    List<String> group = group(first).stream().map(LoadedCommand::name).toList();
    if (group.isEmpty()) {
      List<String> firstWords =
          commands.keySet().stream()
              .flatMap(name -> Stream.of(name, firstWord(name)))
              .distinct()
              .toList();
      return CommandFailure.usage(
          "unknown command '%s'%s"
              .formatted(
                  first, NearestName.suggestion(first, firstWords, "'jetpack help' lists all")));
    }
    if (words.size() == 1) {
      return CommandFailure.usage(
          "'%s' is no whole command; there is '%s'".formatted(first, String.join("', '", group)));
    }
    String two = first + " " + words.get(1);
    return CommandFailure.usage(
        "unknown command '%s'%s"
            .formatted(
                two,
                NearestName.suggestion(
                    two, group, "there is '%s'".formatted(String.join("', '", group)))));
  }

  private static String firstWord(String name) {
    int space = name.indexOf(' ');
    return space < 0 ? name : name.substring(0, space);
  }
}
