package io.jetpack.runner;

import io.jetpack.text.Causes;
import java.io.IOException;

/**
 * Threads of the operating system, of which there can be too few: {@code ulimit -u}, TasksMax of a
 * unit and {@code pids.max} of a cgroup count threads like processes. The JVM reports that as an
 * {@link OutOfMemoryError}, which it is not: nothing is lost but the thread.
 */
public final class NativeThreads {

  /** Why something was not done, for people. */
  public static final String NONE_LEFT =
      "no further thread can be started; raise 'ulimit -u', TasksMax of the unit, or pids.max of the"
          + " cgroup";

  private static final String JVM_SAYS = "unable to create native thread";

  private NativeThreads() {}

  /** Whether a thread could not be started, by this failure or what caused it. */
  public static boolean areShort(Throwable failure) {
    for (Throwable each : Causes.of(failure)) {
      if (each instanceof OutOfMemoryError
          && String.valueOf(each.getMessage()).startsWith(JVM_SAYS)) {
        return true;
      }
    }
    return false;
  }

  /** Does something on a thread of its own, or at once where there can be no more threads. */
  public static void startOrRun(Thread.Builder thread, Runnable task) {
    try {
      Thread _ = thread.start(task);
    } catch (OutOfMemoryError e) {
      if (!areShort(e)) {
        throw e;
      }
      task.run();
    }
  }

  /**
   * Starts a thread.
   *
   * @throws IOException when there can be no more threads, with a message for people
   */
  public static void start(Thread thread) throws IOException {
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      if (!areShort(e)) {
        throw e;
      }
      throw new IOException(NONE_LEFT, e);
    }
  }
}
