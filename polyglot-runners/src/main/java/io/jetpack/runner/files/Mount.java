package io.jetpack.runner.files;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The mount that a directory is in, in the words of the kernel.
 *
 * @param number by which the kernel tells it from all that were there since the machine was started
 * @param place where it is mounted, printable
 * @param kind of file system, as in {@code ext4}
 * @param root the directory of that file system that is seen there, printable; another one than
 *     {@code /} for a bind mount
 */
public record Mount(long number, String place, String kind, String root) {

  /**
   * The mount of a directory, with links followed.
   *
   * @return empty where that cannot be known: there is no such directory, or the system is not one
   *     that says it
   */
  public static Optional<Mount> of(Path directory) {
    return DirectoryCalls.open()
        .flatMap(calls -> {
          try (calls) {
            return NativeDirectory.place(calls, KernelName.ofPath(directory.toAbsolutePath()))
                .flatMap(Mount::of);
          }
        });
  }

  private static Optional<Mount> of(NativeDirectory directory) {
    try (directory) {
      return MountTable.find(directory.mount());
    }
  }

  /** Whether the other is mounted in the same way at the same place, perhaps another time. */
  public boolean isLike(Mount other) {
    return place.equals(other.place) && kind.equals(other.kind) && root.equals(other.root);
  }

  /** What is mounted there, for people. */
  @Override
  public String toString() {
    return "%s at '%s'".formatted(kind, place);
  }
}
