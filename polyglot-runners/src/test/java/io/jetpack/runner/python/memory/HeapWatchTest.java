package io.jetpack.runner.python.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.runner.python.memory.HeapWatch.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which run is ended when memory is short, on a heap that is told what each run holds. */
@Timeout(30)
class HeapWatchTest {

  private static final long MB = 1 << 20;

  /** What runs hold, by their names. */
  private final Map<String, Long> held = new ConcurrentHashMap<>();

  private final List<String> ended = new ArrayList<>();
  private boolean relieved;

  private final class TableHeap implements Heap {
    private volatile long used;
    private final AtomicLong collections = new AtomicLong();

    @Override
    public long used() {
      return Math.max(used, held.values().stream().mapToLong(Long::longValue).sum());
    }

    @Override
    public long usedAfterCollection() {
      return used;
    }

    @Override
    public long collections() {
      return collections.get();
    }

    @Override
    public long limit() {
      return 100 * MB;
    }

    @Override
    public long capacity() {
      return 160 * MB;
    }

    @Override
    public void collect() {
      held.remove("garbage");
      used = held.values().stream().mapToLong(Long::longValue).sum();
      long _ = collections.incrementAndGet();
    }
  }

  private final TableHeap heap = new TableHeap();
  private final HeapWatch watch = new HeapWatch(() -> heap, System::nanoTime, this::relieve);

  private void relieve() {
    relieved = true;
    held.remove("idle");
  }

  @AfterEach
  void close() {
    watch.close();
  }

  /** A run that lets go of all it holds when it is called to end. */
  private CompletableFuture<Finding> run(String name, long allocatedMb, long heldMb) {
    held.put(name, heldMb * MB);
    HeapWatch.Run run = watch.begin(() -> allocatedMb * MB, () -> false);
    return found(
        run,
        () -> {
          synchronized (ended) {
            ended.add(name);
          }
          held.remove(name);
        });
  }

  /**
   * What is found out about a run when it has been called to end.
   *
   * @param ending what it does then, before it is over
   */
  private static CompletableFuture<Finding> found(HeapWatch.Run run, Runnable ending) {
    return run.called()
        .thenApplyAsync(
            _ -> {
              ending.run();
              try (run) {
                return run.finding();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            Thread::startVirtualThread);
  }

  @Test
  void the_run_whose_end_frees_memory_has_used_it_and_the_others_go_on() {
    CompletableFuture<Finding> small = run("small", 5, 5);
    CompletableFuture<Finding> hog = run("hog", 200, 120);
    heap.collect();
    assertThat(hog.join()).isEqualTo(new Finding.Freed(120 * MB));
    assertThat(small).isNotDone();
    assertThat(relieved).isFalse();
  }

  @Test
  void who_has_allocated_most_and_holds_nothing_is_ended_in_vain() {
    CompletableFuture<Finding> stream = run("stream", 5000, 1);
    CompletableFuture<Finding> hog = run("hog", 200, 120);
    CompletableFuture<Finding> small = run("small", 5, 5);
    heap.collect();
    assertThat(stream.join()).isEqualTo(new Finding.InVain());
    assertThat(hog.join()).isInstanceOf(Finding.Freed.class);
    assertThat(ended).containsExactly("stream", "hog");
    assertThat(small).isNotDone();
  }

  @Test
  void what_another_run_held_that_ended_meanwhile_is_nobodys_fault() throws Exception {
    held.put("hog", 120 * MB);
    HeapWatch.Run hog = watch.begin(() -> 200 * MB, () -> false);
    HeapWatch.Run stream = watch.begin(() -> 5000 * MB, () -> false);
    CompletableFuture<Finding> ended =
        found(
            stream,
            () -> {
              held.remove("hog");
              hog.close();
            });
    heap.collect();
    assertThat(ended.join()).isEqualTo(new Finding.InVain());
  }

  /** GraalPy takes its time to close the context of a script that has been cancelled. */
  @Test
  void what_is_let_go_late_is_not_the_next_ones_fault() throws Exception {
    AtomicBoolean holdsOn = new AtomicBoolean(true);
    held.put("hog", 120 * MB);
    HeapWatch.Run hog = watch.begin(() -> 5000 * MB, holdsOn::get);
    var _ = hog.called().thenRunAsync(hog::close, Thread::startVirtualThread);
    HeapWatch.Run small = watch.begin(() -> 5 * MB, () -> false);
    CompletableFuture<Finding> ended = found(small, () -> held.remove("hog"));
    heap.collect();
    assertThat(ended.join()).isEqualTo(new Finding.InVain());
  }

  @Test
  void what_was_let_go_by_the_next_collection_ends_nobody() throws Exception {
    CompletableFuture<Finding> run = run("run", 200, 120);
    heap.collect();
    held.put("run", 10 * MB);
    Thread.sleep(400);
    assertThat(heap.usedAfterCollection()).isLessThan(heap.limit());
    assertThat(run).isNotDone();
  }

  @Test
  void where_much_is_in_use_for_good_it_does_not_collect_all_the_time() throws Exception {
    held.put("kept", 95 * MB);
    CompletableFuture<Finding> run = run("run", 20, 0);
    for (int i = 0; i < 20; i++) {
      held.put("garbage", 7 * MB);
      Thread.sleep(30);
    }
    assertThat(heap.collections()).isLessThan(3);
    assertThat(run).isNotDone();
  }

  @Test
  void what_is_kept_for_convenience_goes_when_no_run_is_to_blame() throws Exception {
    held.put("idle", 150 * MB);
    CompletableFuture<Finding> run = run("run", 3, 3);
    heap.collect();
    assertThat(run.join()).isEqualTo(new Finding.InVain());
    assertThat(relieved).isTrue();
  }

  @Test
  void only_a_collection_in_its_time_makes_a_run_doubtful() throws Exception {
    held.put("gone", 120 * MB);
    heap.collect();
    try (HeapWatch.Run first = watch.begin(() -> 0, () -> false)) {
      while (!first.sawShortage()) {
        Thread.sleep(10); // until the heap is looked up
      }
    }
    try (HeapWatch.Run late = watch.begin(() -> 0, () -> false)) {
      assertThat(late.sawShortage()).as("an old collection").isFalse();
      heap.collect();
      assertThat(late.sawShortage()).isTrue();
      held.remove("gone");
      heap.collect();
      assertThat(late.sawShortage()).as("it was short meanwhile").isTrue();
    }
    try (HeapWatch.Run next = watch.begin(() -> 0, () -> false)) {
      assertThat(next.sawShortage()).isFalse();
    }
  }

  @Test
  void nobody_waits_for_a_finding_when_it_is_closed() throws Exception {
    HeapWatch.Run run = watch.begin(() -> 0, () -> false);
    watch.close();
    assertThat(run.finding()).isEqualTo(new Finding.InVain());
  }
}
