package io.jetpack.runner.process;

import io.jetpack.runner.ScriptRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

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
   * @param starting whether it had no environment at all: it may be about to have one
   */
  record Row(ProcFs.Entry entry, String runId, boolean starting) {}

  /**
   * What was read.
   *
   * @param begun a moment before anything was read: whoever asked later must not be answered by it
   */
  private record Reading(long begun, List<Row> rows) {}

  /** How often a reading looks again for what was started while it read. */
  private static final int MOST_ROUNDS = 5;

  /** For how many pauses one that has no environment is waited for. */
  private static final int MOST_WAITS = 2;

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static Optional<Reading> latest = Optional.empty();

  private ProcessTable() {}

  /** The processes as they are at some moment after the call. */
  static List<Row> now() {
    long asked = System.nanoTime();
    LOCK.lock();
    try {
      if (latest.isEmpty() || latest.get().begun() - asked < 0) {
        long begun = System.nanoTime();
        latest = Optional.of(new Reading(begun, read(ProcFs::all)));
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

  /** Those of them that may have been started since one, with it. */
  static List<Row> since(long first) {
    return read(() -> ProcFs.startedSince(first));
  }

  /**
   * A process may start another one and end between the listing and its own turn: so what has been
   * started meanwhile is read, too, until nothing has.
   */
  private static List<Row> read(Supplier<List<Long>> listing) {
    long newest = ProcFs.newestPid();
    Map<Long, Row> rows = new LinkedHashMap<>();
    addAll(listing.get(), rows);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      long now = ProcFs.newestPid();
      if (now == newest) {
        break;
      }
      addAll(ProcFs.startedSince(newest + 1), rows);
      newest = now;
    }
    readThoseThatWereStarting(rows);
    return List.copyOf(rows.values());
  }

  private static void addAll(List<Long> pids, Map<Long, Row> rows) {
    for (long pid : pids) {
      ProcFs.read(pid).ifPresent(entry -> rows.put(pid, row(entry)));
    }
  }

  private static Row row(ProcFs.Entry entry) {
    Optional<String> environment = ProcFs.environment(entry.pid());
    boolean starting =
        environment.filter(String::isEmpty).isPresent() && !entry.isZombie() && !entry.isKernels();
    String runId = ProcFs.variable(environment.orElse(""), ScriptRequest.RUN_ID);
    return new Row(entry, runId, starting);
  }

  /** What turns into another program at the moment has its cookie a moment later. */
  private static void readThoseThatWereStarting(Map<Long, Row> rows) {
    Pauses pauses = new Pauses();
    for (int round = 0; round < MOST_WAITS; round++) {
      List<Row> starting = rows.values().stream().filter(Row::starting).toList();
      if (starting.isEmpty()) {
        return;
      }
      pauses.next();
      for (Row row : starting) {
        rows.put(row.entry().pid(), row(row.entry()));
      }
    }
  }
}
