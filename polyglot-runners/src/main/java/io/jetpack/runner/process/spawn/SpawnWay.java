package io.jetpack.runner.process.spawn;

/**
 * The ways of starting a process, best first. All but the last have the same result. Which one is
 * taken is decided once, by {@link Launching}.
 */
public enum SpawnWay {
  /** glibc from 2.34: the child closes all that it inherits, and enters its directory. */
  CLOSING_FROM("by posix_spawn, closing what they inherit"),
  /**
   * glibc from 2.29, and musl: the child closes each number, whether it is open or not, and enters
   * its directory.
   */
  CLOSING_EACH("by posix_spawn, closing each number that may be open"),
  /** glibc 2.28: the same, and it inherits the directory of a thread, {@link OwnDirectory}. */
  FROM_OWN_DIRECTORY(
      "by posix_spawn, closing each number that may be open, each from a thread with a directory of"
          + " its own"),
  /** Windows, no {@code /proc}, glibc 2.28 where a filter refuses {@code unshare}. */
  BY_JAVA("by the Java runtime: signals show as exit codes, processor times are not known");

  private final String words;

  SpawnWay(String words) {
    this.words = words;
  }

  /** What it is, for people. */
  String words() {
    return words;
  }
}
