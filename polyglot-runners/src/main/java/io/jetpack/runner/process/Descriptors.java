package io.jetpack.runner.process;

import io.jetpack.runner.libc.CFunction;
import java.io.File;

/** The open descriptors of this program. */
final class Descriptors {

  /** The first after stdin, stdout and stderr. */
  static final int FIRST = 3;

  private static final File OF_PROGRAM = new File("/proc/self/fd");

  /** Another than the program's only for a thread that has its own. */
  private static final File OF_THREAD = new File("/proc/thread-self/fd");

  /** More than what other threads open between the look and the start of the process. */
  private static final int MARGIN = 1024;

  private static final int SC_OPEN_MAX = 4;

  private Descriptors() {}

  /** Whether it can be known which are open. */
  static boolean canBeListed() {
    return OF_PROGRAM.isDirectory() && OF_THREAD.isDirectory();
  }

  /**
   * Closes those of the calling thread, which has its own, but the first three and a few others.
   *
   * @return whether it was possible; when not, all are still open
   */
  static boolean closeAllBut(int one, int other, int third) throws Throwable {
    String[] names = OF_THREAD.list();
    if (names == null) {
      return false;
    }
    for (String name : names) {
      int descriptor = Integer.parseInt(name);
      if (descriptor >= FIRST && descriptor != one && descriptor != other && descriptor != third) {
        close(descriptor);
      }
    }
    return true;
  }

  static void close(int descriptor) throws Throwable {
    int ignored = (int) CFunction.CLOSE.handle().invokeExact(descriptor);
  }

  /**
   * The number up to which a child closes what it inherits. To close one that is not open is no
   * error; to close one beyond the limit is. Where the limit is near it is the whole table, else
   * there is room for what other threads open meanwhile.
   */
  static int highestToClose() throws Throwable {
    int highest = FIRST;
    String[] names = OF_PROGRAM.list();
    for (String name : names == null ? new String[0] : names) {
      highest = Math.max(highest, Integer.parseInt(name));
    }
    long limit = (long) CFunction.SYSCONF.handle().invokeExact(SC_OPEN_MAX);
    return (int) Math.min(highest + MARGIN, limit - 1);
  }
}
