package io.jetpack.cli.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Tells this machine from others, also from one that began as a copy of its disk, and stays the
 * same over restarts: the machine id that the system makes at its first boot; where there is none,
 * as in a plain container and on Windows, the host's name.
 *
 * @param text a word, for comparing only
 */
public record MachineId(String text) {

  private static final List<Path> IDS =
      List.of(Path.of("/etc/machine-id"), Path.of("/var/lib/dbus/machine-id"));

  /** An image holds an empty file, or a word, until its first boot. */
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private static final Pattern NAME = Pattern.compile("[\\w.-]{1,255}");
  private static final Path HOST = Path.of("/proc/sys/kernel/hostname");
  private static final String WINDOWS_HOST = "COMPUTERNAME";

  /** That of this machine; empty where it has not even a name. */
  public static Optional<MachineId> find(Map<String, String> environment) {
    return find(IDS, HOST, environment);
  }

  static Optional<MachineId> find(List<Path> ids, Path host, Map<String, String> environment) {
    return ids.stream()
        .flatMap(path -> line(path).stream())
        .filter(ID.asMatchPredicate())
        .findFirst()
        .or(() ->
            line(host)
                .or(() -> Optional.ofNullable(environment.get(WINDOWS_HOST)))
                .filter(NAME.asMatchPredicate().and(Predicate.not("(none)"::equals)))
                .map(name -> "host:" + name))
        .map(MachineId::new);
  }

  private static Optional<String> line(Path path) {
    try {
      return Optional.of(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1).strip());
    } catch (IOException | SecurityException e) {
      return Optional.empty();
    }
  }
}
