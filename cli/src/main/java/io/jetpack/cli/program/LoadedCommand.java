package io.jetpack.cli.program;

import io.jetpack.cli.CommandPlugin;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A command and where it comes from.
 *
 * @param name what {@link CommandPlugin#name} said when it was loaded
 * @param purpose what {@link CommandPlugin#purpose} said when it was loaded
 * @param jar the jar that holds it; empty for one that is built in
 */
record LoadedCommand(String name, String purpose, CommandPlugin plugin, Optional<Path> jar) {

  String origin() {
    return jar.map(path -> String.valueOf(path.getFileName())).orElse("built in");
  }
}
