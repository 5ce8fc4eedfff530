package io.jetpack.runner.python;

import io.jetpack.runner.RunRecord;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.NotStarted;
import io.jetpack.runner.ScriptOutcome.OverMemory;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.python.IdleContexts.Numbered;
import io.jetpack.runner.python.memory.Heap;
import io.jetpack.runner.python.memory.HeapWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The contexts that wait for the next run of any script. A context is used by one run at a time, so
 * there are as many as runs go on side by side, not as many as there are scripts.
 *
 * <p>A script that costs its context runs in new ones, where it does not take from the others what
 * they have warmed up, until it has left one whole.
 */
final class WarmContexts {

  /**
   * When and for how long a run waits for another one to end, rather than have a new context made:
   * that costs some tenths of a second and megabytes, and most warm runs take milliseconds.
   *
   * @param enough how many contexts in use are enough, as long as none of their scripts sleeps
   * @param longest after which a script is taken for one that sleeps
   */
  private record Patience(int enough, Duration longest) {

    /** Of a program whose user waits for all checks. */
    static final Patience OF_A_COMMAND =
        new Patience(Runtime.getRuntime().availableProcessors(), Duration.ofMillis(500));

    /** Of a program whose memory is what counts; even most first runs take less. */
    static final Patience OF_A_SERVICE = new Patience(1, Duration.ofSeconds(2));
  }

  /** More than these at once would need more memory than the agent may take. */
  private static final int MOST = 16;

  /** What a crowd of runs needed is given up when it was not needed for so long. */
  private static final Duration REST = Duration.ofMinutes(15);

  /** How often a script is run in a row when memory is short each time. */
  private static final int MOST_RUNS = 3;

  private static final Duration CLOSING_LIMIT = Duration.ofSeconds(5);

  private final HeapWatch heap =
      new HeapWatch(Heap::ofThisProcess, System::nanoTime, this::giveUpIdle);
  private final PythonEngine engine;
  private final Patience patience;
  private final IdleContexts<ScriptContext> idle;
  private final Map<Path, ScriptContext> stuck = new HashMap<>();
  private final Set<Path> spoilers = new HashSet<>();
  private int busy;
  private boolean closed;

  WarmContexts(PythonEngine engine, int limit, boolean lasting) {
    this.engine = engine;
    this.patience = lasting ? Patience.OF_A_SERVICE : Patience.OF_A_COMMAND;
    this.idle = new IdleContexts<>(limit, REST, System::nanoTime);
  }

  /** Runs a script in a warm context, or in a new one, and again when memory was short. */
  ScriptOutcome run(Path script, byte[] source, ScriptRequest request) throws InterruptedException {
    Optional<ScriptOutcome> outcome = Optional.empty();
    for (int i = 0; i < MOST_RUNS && outcome.isEmpty(); i++) {
      outcome = runOnce(script, source, request);
    }
    return outcome.orElseGet(() ->
        new OverMemory(
            "the memory of Python scripts was used up in each of %d runs".formatted(MOST_RUNS),
            RunRecord.NOTHING));
  }

  /** Empty when it does not count. */
  private Optional<ScriptOutcome> runOnce(Path script, byte[] source, ScriptRequest request)
      throws InterruptedException {
    Numbered<ScriptContext> context = take(script);
    if (context == null) {
      return Optional.of(
          new NotStarted(
              "the previous run of '%s' still hangs in the kernel, in spite of being cancelled; it is not started again meanwhile"
                  .formatted(script)));
    }
    Optional<ScriptOutcome> outcome;
    try {
      outcome = context.context().run(script, source, request, heap);
    } finally {
      giveBack(script, context);
    }
    if (outcome.isEmpty()) {
      // what it held must be free before it begins to hold the same again
      context.context().awaitClosed(CLOSING_LIMIT);
    }
    return outcome;
  }

  /** Opens a context for the next run, unless there is one. Does not wait for it. */
  synchronized void prepare() {
    if (!closed && busy == 0 && idle.isEmpty()) {
      ScriptContext context = new ScriptContext(engine);
      context.open();
      List<ScriptContext> surplus = idle.giveBack(idle.number(context));
      surplus.forEach(ScriptContext::dispose);
    }
  }

  private synchronized @Nullable Numbered<ScriptContext> take(Path script)
      throws InterruptedException {
    ScriptContext hanging = stuck.get(script);
    if (hanging != null) {
      if (hanging.isStuck()) {
        return null;
      }
      stuck.remove(script);
    }
    boolean spoils = spoilers.contains(script);
    if (!spoils) {
      awaitIdle();
    }
    while (busy >= MOST) {
      wait();
    }
    busy++;
    Optional<Numbered<ScriptContext>> warm = spoils ? Optional.empty() : idle.take();
    return warm.orElseGet(() -> idle.number(new ScriptContext(engine)));
  }

  private void awaitIdle() throws InterruptedException {
    long deadline = System.nanoTime() + patience.longest().toNanos();
    long left = patience.longest().toMillis();
    while (idle.isEmpty() && busy >= patience.enough() && left > 0) {
      wait(left);
      left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    }
  }

  private void giveBack(Path script, Numbered<ScriptContext> numbered) {
    ScriptContext context = numbered.context();
    List<ScriptContext> surplus = List.of();
    synchronized (this) {
      busy--;
      if (context.isStuck()) {
        stuck.put(script, context);
      } else if (closed || !context.isReusable()) {
        surplus = List.of(context);
      } else {
        surplus = idle.giveBack(numbered);
      }
      if (context.isReusable()) {
        spoilers.remove(script);
      } else {
        spoilers.add(script);
      }
      notifyAll();
    }
    surplus.forEach(ScriptContext::dispose);
  }

  /** How many wait for a run. */
  synchronized int idle() {
    return idle.size();
  }

  private void giveUpIdle() {
    List<ScriptContext> all;
    synchronized (this) {
      all = idle.clear();
    }
    all.forEach(ScriptContext::dispose);
  }

  void close() {
    heap.close();
    List<ScriptContext> all;
    synchronized (this) {
      closed = true;
      all = idle.clear();
    }
    all.forEach(ScriptContext::dispose);
  }
}
