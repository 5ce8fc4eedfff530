package io.jetpack.cli.converge.locker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges the symbolic links of a directory by where they lead with the links that there are. */
final class Links {

  /** As many as the kernel follows. */
  private static final int LIMIT = 40;

  private Links() {}

  /**
   * The first link, at any depth, that leads out of the directory. What it leads to need not be
   * there.
   */
  static Optional<Path> leadingOut(Path directory) throws IOException {
    Path root = directory.toRealPath();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isSymbolicLink)::iterator) {
        if (leadsOut(path, root)) {
          return Optional.of(path);
        }
      }
    }
    return Optional.empty();
  }

  /** Goes the kernel's way, part by part, so that {@code ..} leaves where a link has led to. */
  private static boolean leadsOut(Path link, Path root) throws IOException {
    Deque<Path> parts = new ArrayDeque<>();
    Path here = link.resolveSibling(".").toRealPath();
    parts.add(link.getFileName());
    int followed = 0;
    while (!parts.isEmpty()) {
      String part = parts.remove().toString();
      if (part.equals("..")) {
        here = Objects.requireNonNullElse(here.getParent(), here);
      } else if (!part.isEmpty() && !part.equals(".")) {
        here = here.resolve(part);
      }
      if (!here.startsWith(root)) {
        return true;
      }
      if (Files.isSymbolicLink(here)) {
        Path target = Files.readSymbolicLink(here);
        followed++;
        if (target.isAbsolute() || followed > LIMIT) {
          return true;
        }
        here = here.resolveSibling(".").normalize();
        Deque<Path> rest = new ArrayDeque<>(parts);
        parts.clear();
        target.forEach(parts::add);
        parts.addAll(rest);
      } else if (!Files.exists(here, LinkOption.NOFOLLOW_LINKS) && parts.contains(Path.of(".."))) {
        // nobody knows where it leads once there is something
        return true;
      }
    }
    return false;
  }
}
