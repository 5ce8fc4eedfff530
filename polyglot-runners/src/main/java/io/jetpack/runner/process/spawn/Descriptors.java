package io.jetpack.runner.process.spawn;

import io.jetpack.runner.libc.CFunction;
import io.jetpack.runner.libc.Errno;
import java.io.File;

/** The open descriptors of this program. */
final class Descriptors {

  /** The first after stdin, stdout and stderr. */
  static final int FIRST = 3;

  private static final File OF_PROGRAM = new File("/proc/self/fd");

  /** More than what other threads open between the look and the start of the process. */
  private static final int MARGIN = 1024;

  private static final int SC_OPEN_MAX = 4;

  private Descriptors() {}

  /** Whether it can be known which are open. */
  static boolean canBeListed() {
    return OF_PROGRAM.isDirectory();
  }

  /**
   * The number up to which a child closes what it inherits. To close one that is not open is no
   * error; to close one beyond the limit is. Where the limit is near it is the whole table, else
   * there is room for what other threads open meanwhile.
   *
   * @return EMFILE, negated, where no descriptor is left with which to look
   */
  static int highestToClose() throws Throwable {
    String[] names = OF_PROGRAM.list();
    if (names == null) {
      return -Errno.EMFILE;
    }
    int highest = FIRST;
    for (String name : names) {
      highest = Math.max(highest, Integer.parseInt(name));
    }
    long limit = (long) CFunction.SYSCONF.handle().invokeExact(SC_OPEN_MAX);
    return (int) Math.min(highest + MARGIN, limit - 1);
  }
}
