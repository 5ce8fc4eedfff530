package io.jetpack.cli.converge.clusterinit;

import io.jetpack.cli.converge.locker.Folders;
import io.jetpack.cli.converge.plan.Spec;
import io.jetpack.cli.converge.plan.Watcher;
import io.jetpack.cli.node.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Puts the cluster-init of a spec where its scripts expect it, whole or not at all. */
final class Deployment {

  private static final List<String> FOLDERS = List.of("scripts", "files", "tests");
  private static final int LIMIT_BYTES = 4096;

  private final ScriptPlaces places;
  private final Watcher watcher;

  Deployment(ScriptPlaces places, Watcher watcher) {
    this.places = places;
    this.watcher = watcher;
  }

  /** Whether what lies there came from this. */
  boolean isCurrent(Spec spec, String identity) {
    return Files.isDirectory(places.spec(spec))
        && source(spec).read() instanceof WholeFile.Reading.Content content
        && new String(content.bytes(), StandardCharsets.UTF_8).equals(line(spec, identity));
  }

  /**
   * Copies it, unless it is there already: what scripts have changed in their own folder stays
   * until there is something new.
   *
   * @param from the spec in the store
   * @param identity changes whenever the spec does
   * @throws IOException also when the project's folder is a link: what lies where it leads to would
   *     be replaced; and when others can change what lies there
   */
  void deploy(Spec spec, Path from, String identity) throws IOException {
    requireOwnFolder(places.project(spec));
    // made before it is looked at: nobody else can make it afterwards
    Trust.requireDirectory(places.base());
    Files.createDirectories(places.project(spec));
    Trust.requireDirectory(places.base());
    Trust.requireDirectory(places.project(spec));
    Trust.requireDirectory(places.memory(spec));
    if (isCurrent(spec, identity)) {
      return;
    }
    Path place = places.spec(spec);
    Path staging = place.resolveSibling("." + spec.name() + ".new");
    try {
      gather(from, staging);
    } catch (IOException e) {
      Folders.discard(staging);
      throw e;
    }
    Files.deleteIfExists(source(spec).path());
    Folders.exchange(staging, place).ifPresent(watcher::warn);
    source(spec).write(line(spec, identity).getBytes(StandardCharsets.UTF_8));
  }

  private static void requireOwnFolder(Path project) throws IOException {
    if (Files.isSymbolicLink(project)) {
      throw new IOException(
          "'%s' is a link to '%s', where others have their files; remove the link"
              .formatted(project, Files.readSymbolicLink(project)));
    }
  }

  private static void gather(Path from, Path staging) throws IOException {
    Folders.remove(staging);
    for (String name : FOLDERS) {
      Files.createDirectories(staging.resolve(name));
    }
    Path scripts = from.resolve("cluster-init");
    if (Files.isDirectory(scripts)) {
      Folders.copy(scripts, staging);
    }
    for (ScriptKind kind : ScriptKind.values()) {
      Path folder = staging.resolve(kind.folder());
      for (String name : ScriptNames.in(folder)) {
        boolean ignored = folder.resolve(name).toFile().setExecutable(true, false);
      }
    }
  }

  private static String line(Spec spec, String identity) {
    return "%s %s%n".formatted(spec.version(), identity);
  }

  private WholeFile source(Spec spec) {
    return new WholeFile(places.memory(spec).resolve("source"), LIMIT_BYTES);
  }
}
