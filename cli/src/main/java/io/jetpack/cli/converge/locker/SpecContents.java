package io.jetpack.cli.converge.locker;

import io.jetpack.cli.converge.plan.Spec;
import java.util.List;
import java.util.TreeSet;

/**
 * What a locker has of a spec.
 *
 * @param address the locker, for people
 * @param files all of it, or the one archive
 * @param archive whether it is one
 * @param current whether the store has exactly this
 */
public record SpecContents(
    Spec spec, String address, List<LockerFile> files, boolean archive, boolean current) {

  public SpecContents {
    files = List.copyOf(files);
  }

  /** How large it is, as far as that is known. */
  public long sizeBytes() {
    return files.stream().mapToLong(file -> file.sizeBytes().orElse(0)).sum();
  }

  /** The names below a folder of the spec, one level deep; nothing is known of an archive. */
  public List<String> namesIn(String folder) {
    String start = spec.folder() + "/" + folder + "/";
    TreeSet<String> names = new TreeSet<>();
    for (LockerFile file : files) {
      if (file.path().startsWith(start)) {
        names.add(file.path().substring(start.length()).split("/", 2)[0]);
      }
    }
    return List.copyOf(names);
  }
}
