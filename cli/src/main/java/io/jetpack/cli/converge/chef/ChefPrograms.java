package io.jetpack.cli.converge.chef;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds chef-client, or cinc-client, which is the same program under another name. */
final class ChefPrograms {

  private static final boolean WINDOWS = File.separatorChar == '\\';

  private static final List<String> NAMES =
      WINDOWS
          ? List.of("chef-client.bat", "cinc-client.bat")
          : List.of("chef-client", "cinc-client");

  private static final List<Path> USUAL =
      WINDOWS
          ? List.of(
              Path.of("C:\\opscode\\chef\\bin\\chef-client.bat"),
              Path.of("C:\\cinc-project\\cinc\\bin\\cinc-client.bat"))
          : List.of(
              Path.of("/opt/chef/bin/chef-client"),
              Path.of("/opt/cinc/bin/cinc-client"),
              Path.of("/usr/local/bin/chef-client"));

  private ChefPrograms() {}

  /** The first one on the PATH or in the usual places. */
  static Optional<Path> find(Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator, -1)) {
      for (String name : NAMES) {
        Path candidate = Path.of(folder.isEmpty() ? "." : folder, name).toAbsolutePath();
        if (isProgram(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return USUAL.stream().filter(ChefPrograms::isProgram).findFirst();
  }

  static boolean isProgram(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }
}
