package io.jetpack.runner.python.memory;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What threads have allocated. */
public final class Allocations {

  private static final int MOST_THREADS = 1000;

  private Allocations() {}

  /** How many bytes the threads of a group that live have allocated since they were started. */
  public static long of(ThreadGroup group) {
    if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean allocations)) {
      return 0;
    }
    Thread[] threads = new Thread[Math.min(group.activeCount() + 8, MOST_THREADS)];
    int count = group.enumerate(threads);
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      bytes += Math.max(0, allocations.getThreadAllocatedBytes(threads[i].threadId()));
    }
    return bytes;
  }
}
