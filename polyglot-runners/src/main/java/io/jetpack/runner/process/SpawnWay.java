package io.jetpack.runner.process;

/**
 * The ways of starting a process, best first. All but the last have the same result. Which one is
 * taken is decided once, by {@link Launching}.
 */
enum SpawnWay {
  /** glibc from 2.34: the child closes all that it inherits, and enters its directory. */
  CLOSING_FROM("by posix_spawn, closing what they inherit"),
  /** glibc from 2.28: the child inherits from a thread that has nothing else, {@link OwnTables}. */
  FROM_OWN_TABLES("by posix_spawn, each from a thread with descriptors and a directory of its own"),
  /**
   * glibc from 2.29, and musl, where a filter refuses {@code unshare}, as containers do: the child
   * closes each number, whether it is open or not, and enters its directory.
   */
  CLOSING_EACH("by posix_spawn, closing each number that may be open"),
  /** Windows, no {@code /proc}, glibc 2.28 under such a filter: the JDK starts it. */
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
