package io.jetpack.runner.files;

import java.util.List;
import java.util.stream.Collectors;

/** What a deletion has removed, and what it has left. */
public sealed interface DeletionResult {

  /** How many files and directories were removed. */
  long removed();

  /** Whether nothing is left of the tree. */
  default boolean isComplete() {
    return this instanceof Complete;
  }

  /**
   * Nothing is left.
   *
   * @param removed 0 when there was nothing
   */
  record Complete(long removed) implements DeletionResult {}

  /**
   * The tree is still there, with these in it.
   *
   * @param remainders the first of them, never empty
   * @param left how many there are; a directory that is kept by another remainder is not counted
   */
  record Partial(long removed, List<Remainder> remainders, long left) implements DeletionResult {

    private static final int NAMED = 3;

    public Partial {
      remainders = List.copyOf(remainders);
    }

    /** Whether all that was left is mount points, which are left on purpose. */
    public boolean isByMountsOnly() {
      return left == remainders.size()
          && remainders.stream().allMatch(each -> each.cause() == Remainder.Cause.MOUNT_POINT);
    }

    /** What was left and why, in one line. */
    public String words() {
      String named =
          remainders.stream().limit(NAMED).map(Remainder::words).collect(Collectors.joining("; "));
      return left > NAMED ? "%s; and %d more".formatted(named, left - NAMED) : named;
    }
  }
}
