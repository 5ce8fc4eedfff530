package io.jetpack.cli.converge.clusterinit;

import io.jetpack.healthcheck.ScriptPermissions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Refuses what others than root and the agent's user could have put where a converge runs scripts
 * and deletes trees, most often as root.
 */
final class Trust {

  private Trust() {}

  /**
   * @param directory need not exist; then those count who could make it
   * @throws IOException naming the path, who can change it, and the command that ends that
   */
  static void requireDirectory(Path directory) throws IOException {
    refuse(ScriptPermissions.directoryWarning(directory));
  }

  /** The same for a script that is about to run. */
  static void requireScript(Path script) throws IOException {
    refuse(ScriptPermissions.warning(script));
  }

  private static void refuse(Optional<String> warning) throws IOException {
    if (warning.isPresent()) {
      throw new IOException(warning.get());
    }
  }
}
