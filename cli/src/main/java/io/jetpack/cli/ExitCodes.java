package io.jetpack.cli;

/** The program's exit codes. A command may have more of its own and says so in its help. */
public final class ExitCodes {

  /** It is done. */
  public static final int DONE = 0;

  /** It failed. */
  public static final int FAILED = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** Something that it needs is not reachable. */
  public static final int UNREACHABLE = 3;

  /** A bug of ours. */
  public static final int BUG = 4;

  /** Somebody interrupted it. */
  public static final int INTERRUPTED = 130;

  private ExitCodes() {}
}
