package io.jetpack.runner.process;

import io.jetpack.runner.ScriptRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All processes of the machine, read once for all who ask at the same time: when 200 scripts are
 * ended together, each of them looks again and again, and reading hundreds of processes for each
 * would take longer than all the rest. Safe for use by many threads.
 */
final class ProcessTable {

  /**
   * A process.
   *
   * @param runId the cookie of the run that it was started by; empty when it has none
   */
  record Row(ProcFs.Entry entry, String runId) {}

  private record Reading(long begun, List<Row> rows) {}

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static Optional<Reading> latest = Optional.empty();

  private ProcessTable() {}

  /** The processes as they are at some moment after the call. */
  static List<Row> now() {
    long asked = System.nanoTime();
    LOCK.lock();
    try {
      if (latest.isEmpty() || latest.get().begun() - asked < 0) {
        latest = Optional.of(read(ProcFs.all()));
      }
      List<Row> rows = latest.get().rows();
      if (!LOCK.hasQueuedThreads()) {
        latest = Optional.empty(); // nobody can use it any more
      }
      return rows;
    } finally {
      LOCK.unlock();
    }
  }

  /** These processes as they are now. */
  static List<Row> of(List<Long> pids) {
    return read(pids).rows();
  }

  private static Reading read(List<Long> pids) {
    long begun = System.nanoTime();
    List<Row> rows = new ArrayList<>();
    for (long pid : pids) {
      ProcFs.read(pid)
          .ifPresent(entry -> rows.add(new Row(entry, ProcFs.variable(pid, ScriptRequest.RUN_ID))));
    }
    return new Reading(begun, List.copyOf(rows));
  }
}
