package io.jetpack.runner.process.spawn;

import io.jetpack.runner.libc.CFunction;
import io.jetpack.runner.libc.Errno;
import java.lang.foreign.Arena;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntSupplier;

/**
 * A thread that has a working directory of its own, for a C library that cannot set a child's. All
 * threads of a program share one; a thread that has called {@code unshare} has a copy, which its
 * child inherits, and no other thread is ever in another directory.
 *
 * <p>Descriptors stay shared. A thread of the JVM must not have its own: what it opens is known to
 * all other threads by a number that is another file to them, and without the descriptor of the
 * JDK's classes, the next one that it loads ends the JVM.
 *
 * <p>Each process has a thread of its own ({@link Child}): one that hangs on its way into a
 * directory of a file server that does not answer holds up nobody else.
 */
final class OwnDirectory {

  private static final int CLONE_FS = 0x200;

  private OwnDirectory() {}

  /**
   * Whether a thread may have one: that needs no privilege, but a filter of system calls may refuse
   * it.
   *
   * @return 0, or the error's number
   */
  static int tried() {
    return CFunction.UNSHARE.isPresent() ? onOwnThread(OwnDirectory::unshare) : Errno.ENOSYS;
  }

  /**
   * Does something on a new thread and waits for it. Not interruptible; an interrupt stays pending.
   *
   * @return what it answers, or EAGAIN, negated, where there can be no more threads
   */
  static int onOwnThread(IntSupplier body) {
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    Thread thread = new Thread(null, () -> run(body, answer), "launcher");
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
   * Puts the calling thread alone into a directory.
   *
   * @return 0, or the error's number
   */
  static int enter(String directory) {
    int error = unshare();
    if (error != 0) {
      return error;
    }
    try (Arena arena = Arena.ofConfined()) {
      return (int) -CFunction.CHDIR.call(arena.allocateFrom(directory));
    }
  }

  private static int unshare() {
    return (int) -CFunction.UNSHARE.call(CLONE_FS);
  }
}
