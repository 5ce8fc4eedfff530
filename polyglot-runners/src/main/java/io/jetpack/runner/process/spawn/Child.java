package io.jetpack.runner.process.spawn;

import io.jetpack.runner.NativeThreads;
import io.jetpack.runner.OomScore;
import io.jetpack.runner.libc.CLibrary;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A process that was started by the thread that waits for its end.
 *
 * @param pid its number
 * @param exitStatus completes when it has ended
 */
record Child(int pid, CompletableFuture<ExitStatus> exitStatus) {

  private static final long STACK_BYTES = 512 * 1024;

  /**
   * Starts a process, on the thread that waits for its end: that is there first, so that no process
   * is without one. Not interruptible; an interrupt stays pending.
   *
   * @throws IOException when the kernel refuses, with its reason
   */
  static Child start(PosixSpawn.Plan plan, SpawnWay way) throws IOException {
    CompletableFuture<Integer> started = new CompletableFuture<>();
    CompletableFuture<ExitStatus> ended = new CompletableFuture<>();
    String name = "process of " + plan.program();
    Thread thread =
        new Thread(null, () -> startAndAwait(plan, way, started, ended), name, STACK_BYTES, false);
    thread.setDaemon(true);
    NativeThreads.start(thread);
    int pid = pid(started);
    if (pid < 0) {
      throw new ProcessStartException(
          "'%s' could not be started: %s".formatted(plan.program(), CLibrary.errorText(-pid)),
          -pid);
    }
    return new Child(pid, ended);
  }

  private static int pid(CompletableFuture<Integer> started) {
    try {
      return started.join();
    } catch (CompletionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void startAndAwait(
      PosixSpawn.Plan plan,
      SpawnWay way,
      CompletableFuture<Integer> started,
      CompletableFuture<ExitStatus> ended) {
    int pid;
    try {
      pid = PosixSpawn.spawn(plan, way);
      if (pid > 0) {
        OomScore.give(pid);
      }
      started.complete(pid);
    } catch (RuntimeException | Error e) {
      started.completeExceptionally(e);
      return;
    }
    if (pid < 0) {
      return;
    }
    try {
      ended.complete(ProcessEnd.await(pid));
    } catch (IOException | RuntimeException | Error e) {
      ended.completeExceptionally(e);
    }
  }
}
