package io.jetpack.cli.config.facts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the small files in which the kernel and the distribution tell about themselves. */
final class SystemFiles {

  private SystemFiles() {}

  /** The lines, or none when the file can not be read. */
  static List<String> lines(String path) {
    try {
      // bytes that are no UTF-8 must not cost the rest of the file
      return new String(Files.readAllBytes(Path.of(path)), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException | SecurityException e) {
      return List.of();
    }
  }

  /** The first line without blanks around it, when there is one that is not empty. */
  static Optional<String> line(String path) {
    return lines(path).stream().findFirst().map(String::strip).filter(line -> !line.isEmpty());
  }

  static boolean exists(String path) {
    return Files.exists(Path.of(path));
  }

  /** The names in a folder, in their order; none when it can not be read. */
  static List<String> names(String folder) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of(folder))) {
      found.forEach(path -> names.add(String.valueOf(path.getFileName())));
    } catch (IOException e) {
      return List.of();
    }
    return names.stream().sorted().toList();
  }

  static boolean isLinux() {
    return System.getProperty("os.name", "").equals("Linux");
  }
}
