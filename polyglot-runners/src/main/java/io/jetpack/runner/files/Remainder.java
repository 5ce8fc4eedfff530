package io.jetpack.runner.files;

/**
 * Something that was not deleted.
 *
 * @param path where it is, for people
 * @param cause why
 * @param words what it is and what to do next, in one line that begins with the quoted path
 */
public record Remainder(String path, Cause cause, String words) {

  /** Why something was not deleted. */
  public enum Cause {
    /** Another file system, or another part of this one, is mounted there. */
    MOUNT_POINT,
    /** The kernel refused it. */
    REFUSED,
    /** Others changed the tree faster than it was deleted. */
    CHANGED_MEANWHILE,
    /** The deletion was interrupted, or its time was over. */
    STOPPED
  }

  static Remainder refused(String path, String reason) {
    return new Remainder(path, Cause.REFUSED, "'%s' cannot be deleted: %s".formatted(path, reason));
  }

  static Remainder changed(String path, String how) {
    return new Remainder(
        path, Cause.CHANGED_MEANWHILE, "'%s' cannot be deleted: %s".formatted(path, how));
  }

  static Remainder stopped(String path, String why) {
    return new Remainder(
        path, Cause.STOPPED, "'%s' is deleted in part only: %s".formatted(path, why));
  }

  @Override
  public String toString() {
    return words;
  }
}
