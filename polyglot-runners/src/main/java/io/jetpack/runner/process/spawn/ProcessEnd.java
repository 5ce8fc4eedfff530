package io.jetpack.runner.process.spawn;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.jetpack.runner.libc.CFunction;
import io.jetpack.runner.libc.Errno;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a child ended, by {@code wait4}: the JDK's own {@link Process} throws away whether a signal
 * ended it and how much processor time it used.
 */
final class ProcessEnd {

  /** {@code struct rusage} on 64 bits: sixteen longs, and room for two more. */
  private static final long RUSAGE_BYTES = 144;

  private ProcessEnd() {}

  /** Waits until a child has ended, and takes its zombie away. Blocks the calling thread. */
  static ExitStatus await(int pid) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment status = arena.allocate(JAVA_INT);
      MemorySegment usage = arena.allocate(RUSAGE_BYTES, 8);
      MemorySegment errno = Errno.allocate(arena);
      int ended;
      do {
        ended = (int) CFunction.WAIT4.handle().invokeExact(errno, pid, status, 0, usage);
      } while (ended == -1 && Errno.of(errno) == Errno.EINTR);
      if (ended != pid) {
        throw new IOException("process " + pid + " could not be waited for");
      }
      return of(status.get(JAVA_INT, 0), usage);
    } catch (Throwable e) {
      throw PosixSpawn.unexpected(e);
    }
  }

  private static ExitStatus of(int word, MemorySegment usage) {
    int signal = word & 0x7F;
    return new ExitStatus(
        signal == 0 ? (word >> 8) & 0xFF : 0,
        signal,
        Optional.of(cpuTime(usage)),
        // ru_maxrss, in KiB, follows the two times
        OptionalLong.of(usage.getAtIndex(JAVA_LONG, 4) * 1024));
  }

  /** {@code struct rusage} starts with two times of seconds and microseconds: user and system. */
  private static Duration cpuTime(MemorySegment usage) {
    long seconds = usage.getAtIndex(JAVA_LONG, 0) + usage.getAtIndex(JAVA_LONG, 2);
    long micros = usage.getAtIndex(JAVA_LONG, 1) + usage.getAtIndex(JAVA_LONG, 3);
    return Duration.ofSeconds(seconds).plusNanos(micros * 1000);
  }
}
