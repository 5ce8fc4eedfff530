package io.jetpack.runner;

/**
 * A process that a script left behind and that was killed.
 *
 * @param pid its number
 * @param command its command line as far as it could be read, cut to a readable length
 * @param gone false when it was still there after SIGKILL, as a process in uninterruptible sleep is
 */
public record StrayProcess(long pid, String command, boolean gone) {

  /** {@code sleep 600 (process 4711)}. */
  @Override
  public String toString() {
    return command + " (process " + pid + (gone ? ")" : ", could not be killed)");
  }
}
