package io.jetpack.cli.healthcheck.validate.look;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where {@code scripts}, {@code files} and {@code tests} of cluster-init are: in a project ({@code
 * specs/NAME/cluster-init}), in a version or a spec of a locker ({@code NAME/cluster-init}, {@code
 * cluster-init}), in a project or a spec as it lies on a node ({@code NAME/scripts}, {@code
 * scripts}).
 */
public final class SpecFolders {

  private static final String CLUSTER_INIT = "cluster-init";

  /** What may lie beside the folders of a spec. */
  private static final Set<String> BESIDE = Set.of("readme", "readme.md", "readme.txt", "license");

  private SpecFolders() {}

  /** The folders of all specs; none for what is no project and no spec. */
  public static List<Path> of(Path folder) throws IOException {
    if (ProjectRules.isProject(folder)) {
      return list(folder.resolve("specs")).stream()
          .map(spec -> spec.resolve(CLUSTER_INIT))
          .toList();
    }
    if (Files.isDirectory(folder.resolve(CLUSTER_INIT))) {
      return List.of(folder.resolve(CLUSTER_INIT));
    }
    List<Path> children = list(folder);
    if (children.stream().anyMatch(SpecFolders::isOwnFile)) {
      // a folder of checks, whatever else is in it
      return List.of();
    }
    if (Files.isDirectory(folder.resolve("scripts"))) {
      return List.of(folder);
    }
    List<Path> found = new ArrayList<>();
    for (Path child : children) {
      if (Files.isDirectory(child.resolve(CLUSTER_INIT))) {
        found.add(child.resolve(CLUSTER_INIT));
      } else if (Files.isDirectory(child.resolve("scripts"))) {
        found.add(child);
      }
    }
    return found;
  }

  private static boolean isOwnFile(Path path) {
    String name = path.getFileName().toString();
    return Files.isRegularFile(path)
        && !name.startsWith(".")
        && BESIDE.stream().noneMatch(name::equalsIgnoreCase);
  }

  /** The scripts and tests in these folders, in the order in which they run. */
  public static List<Path> scripts(List<Path> specs) throws IOException {
    List<Path> scripts = new ArrayList<>();
    for (Path spec : specs) {
      for (String folder : List.of("scripts", "tests")) {
        for (Path file : list(spec.resolve(folder))) {
          if (Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".")) {
            scripts.add(file);
          }
        }
      }
    }
    return scripts;
  }

  /** The folders of health checks that the specs bring. */
  public static List<Path> checkFolders(List<Path> specs) {
    return specs.stream()
        .map(spec -> spec.resolve("files/healthcheck.d"))
        .filter(Files::isDirectory)
        .toList();
  }

  /** What is in a folder, in the order of bytes; nothing when there is none. */
  static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .sorted(
              Comparator.comparing(
                  file -> file.getFileName().toString().getBytes(StandardCharsets.UTF_8),
                  Arrays::compareUnsigned))
          .toList();
    }
  }
}
