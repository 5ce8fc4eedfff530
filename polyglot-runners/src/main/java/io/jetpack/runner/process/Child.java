package io.jetpack.runner.process;

import io.jetpack.runner.libc.CLibrary;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * A process that was started, and the thread that waits for its end.
 *
 * @param pid its number
 * @param exitStatus completes when it has ended
 */
record Child(int pid, CompletableFuture<ExitStatus> exitStatus) {

  private static final long STACK_BYTES = 256 * 1024;

  /**
   * Starts a process. Not interruptible; an interrupt stays pending.
   *
   * @throws IOException when the kernel refuses, with its reason
   */
  static Child start(PosixSpawn.Plan plan, SpawnWay way) throws IOException {
    int pid =
        way == SpawnWay.FROM_OWN_DIRECTORY
            ? OwnDirectory.onOwnThread(() -> PosixSpawn.spawn(plan, way))
            : PosixSpawn.spawn(plan, way);
    if (pid < 0) {
      throw new IOException(
          "'%s' could not be started: %s".formatted(plan.program(), CLibrary.errorText(-pid)));
    }
    Child child = new Child(pid, new CompletableFuture<>());
    Thread waiter = new Thread(null, child::awaitEnd, "process-waiter-" + pid, STACK_BYTES, false);
    waiter.setDaemon(true);
    waiter.start();
    return child;
  }

  private void awaitEnd() {
    try {
      exitStatus.complete(ProcessEnd.await(pid));
    } catch (IOException | RuntimeException | Error e) {
      exitStatus.completeExceptionally(e);
    }
  }
}
