package io.jetpack.runner.process;

import io.jetpack.runner.libc.CFunction;
import io.jetpack.runner.libc.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** {@code kill(2)}. */
public final class Signals {

  private Signals() {}

  /**
   * Sends a signal.
   *
   * @param pid a process, or a process group when negative
   * @param signal the signal's number; 0 only asks whether it could be sent
   * @return 0, or the error's number
   */
  public static int send(int pid, int signal) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = Errno.allocate(arena);
      int result = (int) CFunction.KILL.handle().invokeExact(errno, pid, signal);
      return result == 0 ? 0 : Errno.of(errno);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
