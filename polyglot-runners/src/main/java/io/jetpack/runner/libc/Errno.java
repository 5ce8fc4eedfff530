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

  /** No such file or directory. */
  public static final int ENOENT = 2;

  /** Interrupted system call. */
  public static final int EINTR = 4;

  /** Resource temporarily unavailable: no more processes or threads. */
  public static final int EAGAIN = 11;

  /** Permission denied. */
  public static final int EACCES = 13;

  /** Device or resource busy: of a directory, that something is mounted on it. */
  public static final int EBUSY = 16;

  /** File exists; some file systems say it of a directory that is not empty. */
  public static final int EEXIST = 17;

  /** Not a directory. */
  public static final int ENOTDIR = 20;

  /** Is a directory. */
  public static final int EISDIR = 21;

  /** Too many open files on this machine. */
  public static final int ENFILE = 23;

  /** Too many open files of this process. */
  public static final int EMFILE = 24;

  /** Function not implemented. */
  public static final int ENOSYS = 38;

  /** Directory not empty. */
  public static final int ENOTEMPTY = 39;

  /** Too many levels of symbolic links, or a link where none may be. */
  public static final int ELOOP = 40;

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
