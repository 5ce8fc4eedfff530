package io.jetpack.healthcheck;

/** What makes it doubtful that a 254 is the script's own. */
public enum Doubt {
  /** Nothing, or the script did not end with 254. */
  NONE,
  /**
   * A shell script said no word. That may be the shell's own 254, for a process that it could not
   * start, and has to be said again.
   */
  SILENT,
  /** The shell could not start a process, so the 254 does not count. */
  STARVED
}
