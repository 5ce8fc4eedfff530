package io.jetpack.runner.python.memory;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Sees to it that no script takes the memory of all. When the heap is short after a collection,
 * runs are ended one by one, those that have allocated most first, until a collection frees memory.
 * Who has allocated most need not hold it: only the run whose end frees memory has used too much;
 * those that were ended in vain are to be run again.
 *
 * <p>Its thread, {@code heap}, waits while nothing runs. Safe for use by many threads.
 */
public final class HeapWatch implements AutoCloseable {

  /** A script fills some 10 MB in this time. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /** How long a run has to come to its end before the next one is looked at. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  /** A collection that frees less than this tells nothing of the run before it. */
  private static final long LEAST_FREED = 8L * 1024 * 1024;

  /** What was found out about a run that was ended. */
  public sealed interface Finding {
    /**
     * Its end has freed memory, so much that the heap is not short any more.
     *
     * @param bytes how much
     */
    record Freed(long bytes) implements Finding {}

    /** Its end has changed nothing. */
    record InVain() implements Finding {}
  }

  private final Supplier<Heap> source;
  private final LongSupplier nanoTime;
  private final Runnable relief;
  private final Set<Run> runs = new LinkedHashSet<>();
  private Optional<Thread> thread = Optional.empty();
  private boolean closed;

  /** Empty until the thread has looked it up, which takes some 20 ms that no run waits for. */
  private volatile Optional<Heap> heap = Optional.empty();

  /** The collection after which it was short, by its number. */
  private long lastShort;

  /** How many runs have ended by themselves. */
  private long endings;

  /** The same when the last of our collections began. */
  private long endingsBefore;

  /**
   * @param source is asked once, on the thread
   * @param relief frees what is kept for convenience
   */
  public HeapWatch(Supplier<Heap> source, LongSupplier nanoTime, Runnable relief) {
    this.source = source;
    this.nanoTime = nanoTime;
    this.relief = relief;
  }

  /** A run, from before its first step until its outcome is known. */
  public final class Run implements AutoCloseable {

    private final LongSupplier allocated;
    private final BooleanSupplier busy;
    private final CompletableFuture<Finding> called = new CompletableFuture<>();
    private final CompletableFuture<Finding> finding = new CompletableFuture<>();
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();

    /** Whether it had not let go of everything when its end was waited for. */
    private boolean heldOn;

    private final long collections = heap.map(Heap::collections).orElse(0L);

    private Run(LongSupplier allocated, BooleanSupplier busy) {
      this.allocated = allocated;
      this.busy = busy;
    }

    /** Completes, in whatever way, when the run is to be ended. */
    public CompletableFuture<Finding> called() {
      return called;
    }

    public boolean isCalled() {
      return called.isDone();
    }

    /** Waits for what is found out, when the run was ended because it was called to end. */
    public Finding finding() throws InterruptedException {
      boolean _ = over.complete(true);
      try {
        return finding.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }

    /**
     * Whether the heap was short after a collection in the time of this run: what went wrong may be
     * due to that.
     */
    public boolean sawShortage() {
      synchronized (HeapWatch.this) {
        boolean _ = isShort();
        return lastShort > collections;
      }
    }

    private long allocated() {
      return allocated.getAsLong();
    }

    @Override
    public void close() {
      boolean _ = over.complete(true);
      synchronized (HeapWatch.this) {
        boolean _ = runs.remove(this);
        if (!isCalled()) {
          endings++;
        }
      }
    }
  }

  /**
   * A run begins.
   *
   * @param allocated how many bytes its threads have allocated in it
   * @param busy whether its thread has not let go of it yet
   */
  public synchronized Run begin(LongSupplier allocated, BooleanSupplier busy) {
    if (thread.isEmpty() && !closed) {
      thread = Optional.of(Thread.ofPlatform().daemon().name("heap").start(this::watch));
    }
    Run run = new Run(allocated, busy);
    runs.add(run);
    notifyAll();
    return run;
  }

  private boolean isShort() {
    return heap.filter(this::isShort).isPresent();
  }

  private boolean isShort(Heap of) {
    boolean isShort = of.usedAfterCollection() > of.limit();
    if (isShort) {
      synchronized (this) {
        lastShort = of.collections();
      }
    }
    return isShort;
  }

  private void watch() {
    try {
      Heap watched = source.get();
      heap = Optional.of(watched);
      long enough = 0;
      long seen = 0;
      while (awaitRuns()) {
        try {
          // also what came and went since the last look: then a run has met it
          boolean wasShort = isShort(watched) && watched.collections() > seen;
          // no collection of all of it comes by itself before it is full, which is too late
          if (wasShort || watched.used() > Math.max(watched.limit(), enough)) {
            relieve(watched);
            enough = halfFull(watched);
            seen = watched.collections();
          }
        } catch (RuntimeException | Error e) {
          // short of memory itself: the next look is soon
        }
      }
    } catch (InterruptedException e) {
      // the end
    }
  }

  /**
   * Where what was free after the last collection is half used up: where much is in use for good,
   * the next collection must not follow at once.
   */
  private static long halfFull(Heap watched) {
    long used = watched.usedAfterCollection();
    return used + (watched.capacity() - used) / 2;
  }

  /** False at the end. */
  private boolean awaitRuns() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
    synchronized (this) {
      while (runs.isEmpty() && !closed) {
        wait();
      }
      return !closed;
    }
  }

  private void relieve(Heap watched) throws InterruptedException {
    // most may have been let go
    collect(watched);
    if (!isShort(watched)) {
      return;
    }
    Set<Run> inVain = new LinkedHashSet<>();
    try {
      Optional<Run> next = greediest();
      while (next.isPresent() && isShort(watched)) {
        end(next.get(), watched, inVain);
        next = greediest();
      }
      if (isShort(watched)) {
        relief.run();
        collect(watched);
      }
    } finally {
      inVain.forEach(run -> run.finding.complete(new Finding.InVain()));
    }
  }

  private synchronized Optional<Run> greediest() {
    return runs.stream()
        .filter(run -> !run.isCalled() && !run.over.isDone())
        .max(Comparator.comparingLong(Run::allocated));
  }

  private void end(Run run, Heap watched, Set<Run> inVain) throws InterruptedException {
    // what another run held that was called before and lets go only now is not this one's
    boolean othersHaveLetGo = inVain.stream().noneMatch(other -> other.heldOn);
    inVain.add(run);
    long alone = endingsBefore;
    long before = watched.usedAfterCollection();
    boolean _ = run.called.complete(new Finding.InVain());
    awaitEnd(run);
    run.heldOn = run.busy.getAsBoolean();
    collect(watched);
    long freed = before - watched.usedAfterCollection();
    // nor is what another one held that has ended by itself meanwhile
    boolean isItsOwn = othersHaveLetGo && endingsBefore == alone;
    if (!isShort(watched) && freed >= LEAST_FREED && isItsOwn) {
      inVain.remove(run);
      boolean _ = run.finding.complete(new Finding.Freed(freed));
    }
  }

  private void collect(Heap watched) {
    synchronized (this) {
      endingsBefore = endings;
    }
    watched.collect();
  }

  private void awaitEnd(Run run) throws InterruptedException {
    long deadline = nanoTime.getAsLong() + STOP_LIMIT.toNanos();
    try {
      boolean _ = run.over.get(STOP_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // the collection tells
    }
    while (run.busy.getAsBoolean() && nanoTime.getAsLong() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    // nobody waits for what will not be found out any more
    runs.forEach(run -> run.finding.complete(new Finding.InVain()));
    notifyAll();
  }
}
