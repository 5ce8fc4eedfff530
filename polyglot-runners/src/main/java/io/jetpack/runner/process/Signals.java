package io.jetpack.runner.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code kill(2)}. */
@SuppressWarnings("restricted") // a call into the C library is what this is for
public final class Signals {

  private static final MemoryLayout CAPTURED = Linker.Option.captureStateLayout();
  private static final long ERRNO_OFFSET =
      CAPTURED.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle KILL =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
              FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT),
              Linker.Option.captureCallState("errno"));

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
      MemorySegment captured = arena.allocate(CAPTURED);
      int result = (int) KILL.invokeExact(captured, pid, signal);
      return result == 0 ? 0 : captured.get(JAVA_INT, ERRNO_OFFSET);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
