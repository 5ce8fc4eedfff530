package io.jetpack.runner.process.spawn;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.jetpack.runner.libc.CFunction;
import io.jetpack.runner.libc.Errno;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The descriptors of both ends of a pipe, closed on exec. */
record Pipe(int readEnd, int writeEnd) {

  private static final int O_CLOEXEC = 0x80000;

  /**
   * @throws IOException when there are no more descriptors
   */
  static Pipe open() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(JAVA_INT, 2);
      if ((int) CFunction.PIPE2.handle().invokeExact(ends, O_CLOEXEC) != 0) {
        throw new ProcessStartException(
            "no pipe could be opened: too many open files", Errno.EMFILE);
      }
      return new Pipe(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1));
    } catch (Throwable e) {
      throw PosixSpawn.unexpected(e);
    }
  }

  void closeBoth() throws IOException {
    close(readEnd);
    close(writeEnd);
  }

  private static void close(int descriptor) throws IOException {
    try {
      int ignored = (int) CFunction.CLOSE.handle().invokeExact(descriptor);
    } catch (Throwable e) {
      throw PosixSpawn.unexpected(e);
    }
  }
}
