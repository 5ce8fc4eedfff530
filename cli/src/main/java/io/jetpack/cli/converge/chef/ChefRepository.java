package io.jetpack.cli.converge.chef;

import io.jetpack.cli.converge.locker.Folders;
import io.jetpack.cli.converge.plan.Spec;
import io.jetpack.cli.converge.plan.Watcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * {@code system/chef/chef-repo}: the cookbooks, roles and data bags of all specs. Of two with the
 * same name the one of the last spec counts; a cookbook is taken as a whole.
 */
final class ChefRepository {

  static final List<String> FOLDERS = List.of("cookbooks", "roles", "data_bags", "environments");

  /** Where they lie in a spec, the weaker ones first, and where they go. */
  private static final List<Map.Entry<String, String>> SOURCES =
      List.of(
          Map.entry("cookbooks", "cookbooks"),
          Map.entry("site-cookbooks", "cookbooks"),
          Map.entry("role", "roles"),
          Map.entry("roles", "roles"),
          Map.entry("data_bag", "data_bags"),
          Map.entry("data_bags", "data_bags"),
          Map.entry("environments", "environments"));

  private static final String DATA_BAGS = "data_bags";

  private final Path place;
  private final Watcher watcher;

  ChefRepository(Path place, Watcher watcher) {
    this.place = place;
    this.watcher = watcher;
  }

  /** Whether a spec that lies in a folder has a cookbook. */
  static boolean hasCookbook(Path spec) throws IOException {
    return !children(spec.resolve("chef").resolve("cookbooks")).isEmpty()
        || !children(spec.resolve("chef").resolve("site-cookbooks")).isEmpty();
  }

  /** Builds it anew and puts it in the place of the old one. */
  void build(List<Spec> specs, Function<Spec, Path> folders) throws IOException {
    Path staging = place.resolveSibling("." + place.getFileName() + ".new");
    Folders.remove(staging);
    for (String folder : FOLDERS) {
      Files.createDirectories(staging.resolve(folder));
    }
    Map<String, Spec> owners = new HashMap<>();
    for (Spec spec : specs) {
      for (Map.Entry<String, String> source : SOURCES) {
        Path from = folders.apply(spec).resolve("chef").resolve(source.getKey());
        for (Path child : children(from)) {
          String name = source.getValue() + "/" + child.getFileName();
          take(child, staging.resolve(name), source.getValue());
          if (source.getValue().equals(DATA_BAGS)) {
            for (Path item : children(child)) {
              own(name + "/" + item.getFileName(), spec, owners);
            }
          } else {
            own(name, spec, owners);
          }
        }
      }
    }
    Folders.exchange(staging, place).ifPresent(watcher::warn);
  }

  private void own(String name, Spec spec, Map<String, Spec> owners) {
    Spec other = owners.put(name, spec);
    if (other != null && !other.equals(spec)) {
      watcher.warn(
          "'%s' is in %s and in %s; the one of %s is taken"
              .formatted(name, other.id(), spec.id(), spec.id()));
    }
  }

  /** A data bag may have items from several specs; a cookbook may not have files from several. */
  private static void take(Path from, Path to, String kind) throws IOException {
    if (!kind.equals(DATA_BAGS)) {
      Folders.remove(to);
    }
    Folders.copy(from, to);
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
          .filter(path -> !String.valueOf(path.getFileName()).startsWith("README"))
          .sorted()
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }
}
