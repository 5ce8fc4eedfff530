package io.jetpack.runner.python;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The processor time of threads. A class of its own, because it takes a while to be loaded. */
final class CpuTimes {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuTimes() {}

  /** What the calling thread has used, in nanoseconds. */
  static long ofThisThread() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** What a thread has used, in nanoseconds; 0 when it has ended. */
  static long of(Thread thread) {
    return Math.max(0, THREADS.getThreadCpuTime(thread.threadId()));
  }
}
