package io.jetpack.runner.files;

/** The result of one call that was to change or open an entry of a directory. */
sealed interface Attempt {

  /** Results that the algorithm has an answer to. */
  enum Known implements Attempt {
    DONE,
    /** There is no such entry, or no longer. */
    ABSENT,
    /** What was to be removed as a file is a directory. */
    IS_DIRECTORY,
    /** What was to be removed or opened as a directory is something else. */
    NOT_DIRECTORY,
    NOT_EMPTY,
    /** Something is mounted on it, or the kernel itself uses it. */
    IN_USE,
    /** The mode of a directory forbids it, which its owner can change. */
    NO_PERMISSION,
    /** It is in another mount than the tree. */
    OTHER_MOUNT,
    /** This process may open no further file. */
    TOO_MANY_OPEN
  }

  /**
   * Everything else.
   *
   * @param reason the system's words, without a name
   */
  record Refused(String reason) implements Attempt {}
}
