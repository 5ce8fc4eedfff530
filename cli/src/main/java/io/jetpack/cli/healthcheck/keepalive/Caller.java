package io.jetpack.cli.healthcheck.keepalive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Who takes a hold, for people: the user, and the program that called this one. */
final class Caller {

  private Caller() {}

  /** For instance {@code alice (sudo)}, {@code root (nightly-copy.sh)}. */
  static String of(Map<String, String> environment) {
    return describe(environment, System.getProperty("user.name", ""), program());
  }

  /**
   * @param systemUser whom the system says the process belongs to
   */
  static String describe(
      Map<String, String> environment, String systemUser, Optional<String> program) {
    String user =
        Stream.of(
                environment.getOrDefault("SUDO_USER", ""),
                environment.getOrDefault("USER", ""),
                environment.getOrDefault("LOGNAME", ""),
                systemUser)
            .filter(name -> !name.isBlank())
            .findFirst()
            .orElse("an unknown user");
    return program.map(name -> "%s (%s)".formatted(user, name)).orElse(user);
  }

  /** Its name only: arguments may hold passwords. For a script it is the script's name. */
  private static Optional<String> program() {
    return ProcessHandle.current()
        .parent()
        .flatMap(parent -> {
          try {
            String name = Files.readString(Path.of("/proc", "" + parent.pid(), "comm")).strip();
            return name.isEmpty() ? Optional.empty() : Optional.of(name);
          } catch (IOException e) {
            return Optional.empty();
          }
        });
  }
}
