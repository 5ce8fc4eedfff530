package io.jetpack.runner.process;

import io.jetpack.runner.libc.CFunction;
import io.jetpack.runner.libc.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntSupplier;

/**
 * A thread that has descriptors and a working directory of its own, for a C library that can
 * neither set a child's directory nor close what it inherits. All threads of a program share both;
 * what has called {@code unshare} has copies, which its child inherits and nobody else sees. So
 * what other threads open meanwhile is in no child, and no other thread is ever in another
 * directory.
 *
 * <p>Each process has a thread of its own, which ends when it has been started: one that hangs on
 * its way into a directory of a file server that does not answer holds up nobody else.
 */
final class OwnTables {

  private static final int CLONE_FS = 0x200;
  private static final int CLONE_FILES = 0x400;
  private static final long STACK_BYTES = 256 * 1024;

  private OwnTables() {}

  /**
   * Whether a thread may have them: that needs no privilege, but a filter of system calls may
   * refuse it.
   *
   * @return 0, or the error's number
   */
  static int tried() {
    return CFunction.UNSHARE.isPresent()
        ? -onOwnThread(() -> -unshare(CLONE_FS | CLONE_FILES))
        : Errno.ENOSYS;
  }

  /**
   * Does something on a new thread and waits for it. Not interruptible; an interrupt stays pending.
   *
   * @return what it answers, or EAGAIN, negated, where there can be no more threads
   */
  static int onOwnThread(IntSupplier body) {
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    Thread thread = new Thread(null, () -> run(body, answer), "launcher", STACK_BYTES, false);
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      return -Errno.EAGAIN;
    }
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void run(IntSupplier body, CompletableFuture<Integer> answer) {
    try {
      answer.complete(body.getAsInt());
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }

  /**
   * Puts the calling thread into a directory. Another process in a hanging one costs nobody
   * anything: the descriptors are still those of the program.
   *
   * @return 0, or the error's number
   */
  static int enter(Arena arena, String directory) throws Throwable {
    int error = unshare(CLONE_FS);
    if (error != 0) {
      return error;
    }
    MemorySegment errno = Errno.allocate(arena);
    int result = (int) CFunction.CHDIR.handle().invokeExact(errno, arena.allocateFrom(directory));
    return result == 0 ? 0 : Errno.of(errno);
  }

  /**
   * Leaves the calling thread no descriptors but the first three and those named. From here on it
   * must load no class of the program: the jars are closed to it, too.
   *
   * @return 0, or the error's number
   */
  static int keepOnly(int one, int other, int third) throws Throwable {
    int error = unshare(CLONE_FILES);
    if (error != 0) {
      return error;
    }
    // it fails where no descriptor is left with which to look
    return Descriptors.closeAllBut(one, other, third) ? 0 : Errno.EMFILE;
  }

  private static int unshare(int what) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = Errno.allocate(arena);
      int result = (int) CFunction.UNSHARE.handle().invokeExact(errno, what);
      return result == 0 ? 0 : Errno.of(errno);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
