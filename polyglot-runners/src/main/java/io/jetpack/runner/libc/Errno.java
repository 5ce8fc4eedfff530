package io.jetpack.runner.libc;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;

/**
 * Where a call of a function leaves the number of its error, and those numbers that the agent
 * knows, which are the same on all processors.
 */
public final class Errno {

  /** Interrupted system call. */
  public static final int EINTR = 4;

  /** Resource temporarily unavailable: no more processes or threads. */
  public static final int EAGAIN = 11;

  /** Too many open files. */
  public static final int EMFILE = 24;

  /** Function not implemented. */
  public static final int ENOSYS = 38;

  private static final MemoryLayout LAYOUT = CLibrary.capturedState();
  private static final long OFFSET =
      LAYOUT.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private Errno() {}

  /** The first argument of a function that sets {@code errno}. */
  public static MemorySegment allocate(Arena arena) {
    return arena.allocate(LAYOUT);
  }

  /** The number that the last call with this argument left; of use only after a failure. */
  public static int of(MemorySegment allocated) {
    return allocated.get(JAVA_INT, OFFSET);
  }
}
