package io.jetpack.cli.converge;

import io.jetpack.cli.Transcript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A node with a home, a locker that is a folder, and a place for cluster-init. */
final class Node {

  final Path home;
  final Path locker;
  final Path base;
  private final List<String> entries = new ArrayList<>();
  private String further = "";

  Node(Path directory) throws IOException {
    home = Files.createDirectories(directory.resolve("home"));
    locker = Files.createDirectories(directory.resolve("locker"));
    base = directory.resolve("mnt");
  }

  Path file(String path, String content) {
    return write(locker.resolve("projects").resolve(path), content);
  }

  Path script(String spec, String name, String body) {
    return file(spec + "/cluster-init/scripts/" + name, "#!/bin/bash\n" + body + "\n");
  }

  static Path write(Path file, String content) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Node spec(String project, String version, String spec, String more) {
    return spec(locker.toString(), project, version, spec, more);
  }

  Node spec(String address, String project, String version, String spec, String more) {
    entries.add(
        "{\"project\": \"%s\", \"version\": \"%s\", \"spec\": \"%s\", \"locker\": \"%s\"%s}"
            .formatted(project, version, spec, address, more));
    return this;
  }

  Node json(String more) {
    further = more;
    return this;
  }

  /** Writes {@code config/node.json}. */
  Node configure() {
    write(
        home.resolve("config/node.json"),
        "{\"cyclecloud\": {\"cluster_init_specs\": [%s]}%s}"
            .formatted(String.join(", ", entries), further));
    return this;
  }

  Transcript transcript() {
    return new Transcript(configure().home)
        .variable("JETPACK_CONVERGE_BASE", base.toString())
        .variable("JETPACK_CONVERGE_FETCH_RETRY", "1ms")
        .variable("JETPACK_CONVERGE_FETCH_STALL", "3s");
  }

  String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path marker(String spec, String script) {
    return base.resolve(".run").resolve(spec).resolve("scripts").resolve(script + ".run");
  }

  Path output(String spec, String script) {
    return home.resolve("logs/cluster-init")
        .resolve(spec)
        .resolve("scripts")
        .resolve(script + ".out");
  }

  /** The messages that wait in the outbox, as one text. */
  String messages() throws IOException {
    StringBuilder text = new StringBuilder();
    try (var files = Files.list(home.resolve("run/outbox/new"))) {
      for (Path file : files.sorted().toList()) {
        text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).append('\n');
      }
    }
    return text.toString();
  }
}
