package io.jetpack.cli.healthcheck.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Something that tells this node from others and stays the same. */
final class NodeName {

  private static final List<Path> FILES =
      List.of(Path.of("/etc/machine-id"), Path.of("/proc/sys/kernel/hostname"));

  private NodeName() {}

  static String find(Map<String, String> environment) {
    for (Path file : FILES) {
      try {
        String text = Files.readString(file).strip();
        if (!text.isEmpty()) {
          return text;
        }
      } catch (IOException e) {
        // the next one may be there
      }
    }
    return environment.getOrDefault("COMPUTERNAME", "node");
  }
}
