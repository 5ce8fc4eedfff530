package io.jetpack.runner.process;

import io.jetpack.runner.process.spawn.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Scripts of PowerShell, for those who ask for them by name, as a converge does: health checks are
 * Python, shell or batch, so nobody is offered these.
 */
final class PowerShell {

  /** The one of Windows first, for which most scripts are written. */
  private static final List<String> PROGRAMS = List.of("powershell.exe", "pwsh.exe", "pwsh");

  /** Exit codes come through with {@code -File} only; a profile is a user's, not a node's. */
  private static final List<String> OPTIONS =
      List.of("-NoLogo", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File");

  private PowerShell() {}

  static boolean isMeant(Path script) {
    return String.valueOf(script.getFileName()).toLowerCase(Locale.ROOT).endsWith(".ps1");
  }

  /** The words before the script's path; empty where there is no PowerShell. */
  static Optional<List<String>> words(Map<String, String> environment) {
    return PROGRAMS.stream()
        .flatMap(program -> Programs.findOnPath(program, environment).stream())
        .findFirst()
        .map(program -> {
          List<String> words = new ArrayList<>(List.of(program.toString()));
          words.addAll(OPTIONS);
          return words;
        });
  }
}
