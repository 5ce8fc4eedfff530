package io.jetpack.runner.files;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Deletes a file or a directory with all that is in it.
 *
 * <p>On Linux a deletion
 *
 * <ul>
 *   <li>never leaves the mount that it began in, even when something is mounted while it works:
 *       what is mounted in the tree, and the tree itself when something is mounted on it, is left
 *       as it is, with the directories above it;
 *   <li>never follows a link, and works on open directories only, so that it is not led elsewhere
 *       by a directory that is exchanged for a link or for another directory;
 *   <li>leaves what the system refuses (immutable files, for instance) and goes on with the rest;
 *   <li>changes the modes of directories in the tree where they keep their owner out;
 *   <li>needs no more than 35 descriptors and no stack, however deep a tree is; only on an overlay
 *       file system that does not let directories be moved between its layers it needs one for each
 *       level, and leaves what is more than 256 levels deep;
 *   <li>ends when its thread is interrupted, which stays interrupted.
 * </ul>
 *
 * <p>Where the C library or the kernel lacks what that needs (Windows; Linux before 5.8 without
 * {@code /proc}; other processors than x86_64 and aarch64), the JDK's means are used. They do not
 * follow links and do not enter other file stores either, but look first and act then: who
 * exchanges a directory for a link, or mounts something, between the two, is not noticed.
 *
 * <p>Links above the tree are followed. Safe for use by many threads.
 */
public final class TreeDeletion {

  private TreeDeletion() {}

  /**
   * Deletes a tree.
   *
   * @param tree a path with a name; nothing there is fine
   * @throws IllegalArgumentException for a path without a name of its own, as {@code /} and {@code
   *     a/..} are
   */
  public static DeletionResult delete(Path tree) {
    return delete(tree, Optional.empty(), OptionalLong.empty(), TreeDeletion::best);
  }

  /**
   * Deletes a tree so that it can be known again as long as anything is left of it.
   *
   * @param last the name of a file that lies in the tree's own directory; it is deleted when all
   *     else is gone, and stays when something is left
   * @throws IllegalArgumentException as {@link #delete(Path)}
   */
  public static DeletionResult delete(Path tree, String last) {
    return delete(tree, Optional.of(last), OptionalLong.empty(), TreeDeletion::best);
  }

  /**
   * Deletes a tree, and leaves the rest of it when that takes longer than the limit.
   *
   * @throws IllegalArgumentException as {@link #delete(Path)}
   */
  public static DeletionResult delete(Path tree, Duration limit) {
    OptionalLong deadline = OptionalLong.of(System.nanoTime() + limit.toNanos());
    return delete(tree, Optional.empty(), deadline, TreeDeletion::best);
  }

  /** With the means of the JDK only. */
  static DeletionResult deletePlainly(Path tree, String last) {
    return delete(tree, Optional.of(last), OptionalLong.empty(), TreeDeletion::plain);
  }

  static DeletionResult deletePlainly(Path tree) {
    return delete(tree, Optional.empty(), OptionalLong.empty(), TreeDeletion::plain);
  }

  /** A way to delete what has a name in an existing directory. */
  @FunctionalInterface
  private interface Way {
    DeletionResult delete(Path parent, Path name, Optional<String> last, OptionalLong deadline)
        throws IOException;
  }

  private static DeletionResult delete(
      Path tree, Optional<String> last, OptionalLong deadline, Way way) {
    Path absolute = tree.toAbsolutePath();
    Path name = absolute.getFileName();
    Path parent = absolute.getParent();
    if (name == null || parent == null || !name.equals(name.normalize()) || isAbove(name)) {
      throw new IllegalArgumentException("'%s' has no name that can be deleted".formatted(tree));
    }
    // removes a file or an empty directory, which most trees are, without a look at it: it may be
    // a mount point of a server that does not answer
    if (absolute.toFile().delete()) {
      return new DeletionResult.Complete(1);
    }
    try {
      return way.delete(parent.toRealPath(), name, last, deadline);
    } catch (NoSuchFileException e) {
      return new DeletionResult.Complete(0);
    } catch (IOException e) {
      String path = VisibleName.of(absolute.toString());
      Remainder whole = Remainder.refused(path, "its directory cannot be opened");
      return new DeletionResult.Partial(0, List.of(whole), 1);
    }
  }

  private static boolean isAbove(Path name) {
    return name.toString().equals("..");
  }

  private static DeletionResult best(
      Path parent, Path name, Optional<String> last, OptionalLong deadline) throws IOException {
    Optional<DirectoryCalls> calls = DirectoryCalls.open();
    if (calls.isPresent()) {
      try (DirectoryCalls open = calls.get()) {
        Optional<NativeDirectory> place = NativeDirectory.place(open, KernelName.ofPath(parent));
        if (place.isPresent()) {
          try (NativeDirectory in = place.get()) {
            NativeDirectory.NameEntry tree =
                new NativeDirectory.NameEntry(KernelName.ofLast(name), true);
            return new Deleter<>(in, VisibleName.of(parent.toString()), tree, last, deadline)
                .delete();
          }
        }
      }
    }
    return plain(parent, name, last, deadline);
  }

  private static DeletionResult plain(
      Path parent, Path name, Optional<String> last, OptionalLong deadline) throws IOException {
    try (PlainDirectory in = PlainDirectory.place(parent)) {
      PlainDirectory.PathEntry tree = new PlainDirectory.PathEntry(name, true);
      return new Deleter<>(in, VisibleName.of(parent.toString()), tree, last, deadline).delete();
    }
  }
}
