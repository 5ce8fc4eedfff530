package io.jetpack.runner.python;

import io.jetpack.runner.BoundedOutput;
import io.jetpack.runner.RunRecord;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptOutcome.OverMemory;
import io.jetpack.runner.ScriptOutcome.RunnerFailed;
import io.jetpack.runner.ScriptOutcome.Signalled;
import io.jetpack.runner.ScriptOutcome.TimedOut;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.StrayProcess;
import io.jetpack.runner.TimeLimit;
import io.jetpack.runner.process.RunProcesses;
import io.jetpack.runner.python.files.OpenFiles;
import io.jetpack.runner.python.files.RunStream;
import io.jetpack.runner.python.memory.HeapWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A context with the thread that it lives on. GraalPy takes the thread that first enters a context
 * for Python's main thread, so all runs of a context are on one thread.
 *
 * <p>Used by one caller at a time.
 */
final class ScriptContext {

  /** The children's grace included, a run is over this long after it was to stop. */
  private static final Duration STOP_PATIENCE = Duration.ofMillis(850);

  private final RunStream stdout = new RunStream();
  private final RunStream stderr = new RunStream();
  private final OpenFiles openFiles = new OpenFiles();
  private final ChildProcesses children = new ChildProcesses(stdout, stderr);
  private final PythonThread thread;
  private final Guest guest;
  private volatile boolean reusable = true;
  private volatile boolean cancelled;

  ScriptContext(PythonEngine engine) {
    this.thread = new PythonThread();
    this.guest = new Guest(engine, openFiles, children, stdout, stderr);
  }

  /** Begins to open the context, before it is known what is going to run in it. */
  void open() {
    thread.execute(
        "python",
        () -> {
          try {
            guest.open();
          } catch (Throwable e) {
            // the run opens it again, and tells what is wrong
          }
        });
  }

  /**
   * Runs the script; afterwards the context is as it was before, or says that it is not.
   *
   * @return empty when memory was short meanwhile, through no fault that is known of the script's:
   *     then nothing of this run counts
   */
  Optional<ScriptOutcome> run(Path script, byte[] source, ScriptRequest request, HeapWatch heap)
      throws InterruptedException {
    long allocated = thread.allocatedBytes();
    try (HeapWatch.Run share =
        heap.begin(
            () -> thread.allocatedBytes() - allocated,
            () -> thread.isBusy() || thread.isClosing())) {
      return run(script, source, request, share);
    }
  }

  private Optional<ScriptOutcome> run(
      Path script, byte[] source, ScriptRequest request, HeapWatch.Run share)
      throws InterruptedException {
    BoundedOutput out = new BoundedOutput(request.outputLimitBytes());
    BoundedOutput err = new BoundedOutput(request.outputLimitBytes());
    RunProcesses processes = new RunProcesses();
    CompletableFuture<Long> started = new CompletableFuture<>();
    CompletableFuture<Ending> ended = new CompletableFuture<>();
    thread.execute(
        "python " + script.getFileName(),
        () -> {
          try {
            guest.open();
            stdout.to(out);
            stderr.to(err);
            if (cancelled) {
              throw new CancellationException();
            }
            children.begin(processes);
            started.complete(System.nanoTime());
            ended.complete(guest.run(script, source, request));
          } catch (Throwable e) {
            started.completeExceptionally(e);
            ended.completeExceptionally(e);
          }
        });
    // side by side with the context, when that is being opened
    ChildProcesses.warmUp();
    boolean whole = false;
    try {
      long start = get(started);
      Optional<Ending> ending =
          await(ended, share.called(), request.timeLimit())
              // one that met the shortage itself while it was being called
              .filter(by -> by.code() == 0 || !share.isCalled());
      List<StrayProcess> strays = List.of();
      if (ending.isEmpty()) {
        strays = stop(processes, request.killGrace(), ended);
      } else if (!request.keepDaemons() && children.startedAny()) {
        strays = processes.endStrays(request.killGrace());
      }
      Duration wallTime = Duration.ofNanos(System.nanoTime() - start);
      Duration cpuTime =
          ending.map(Ending::cpuTime).orElseGet(thread::cpuTime).plus(children.cpuTime());
      children.end();
      children.release();
      RunRecord record =
          new RunRecord(
              out.captured(),
              err.captured(),
              wallTime,
              Optional.of(cpuTime),
              strays,
              OptionalLong.empty(),
              ending.map(Ending::threads).orElse(0));
      if (ending.isEmpty() && share.isCalled()) {
        return ended(share.finding(), record);
      }
      if (ending.isEmpty()) {
        return Optional.of(new TimedOut(request.timeLimit(), record));
      }
      whole = ending.get().reusable();
      if (ending.get().failure().isPresent()) {
        return share.sawShortage()
            ? Optional.empty()
            : Optional.of(new RunnerFailed(couldNotRun(ending.get().failure().get()), record));
      }
      if (ending.get().signal() != 0) {
        return Optional.of(new Signalled(ending.get().signal(), record));
      }
      // an error of a script may be due to the memory that another one has taken
      return ending.get().code() != 0 && share.sawShortage()
          ? Optional.empty()
          : Optional.of(new Exited(ending.get().code(), record));
    } catch (InterruptedException e) {
      List<StrayProcess> ignored = stop(processes, request.killGrace(), ended);
      throw e;
    } finally {
      reusable = whole;
      stdout.toNowhere();
      stderr.toNowhere();
    }
  }

  private static Optional<ScriptOutcome> ended(HeapWatch.Finding finding, RunRecord record) {
    return finding instanceof HeapWatch.Finding.Freed(long bytes)
        ? Optional.of(
            new OverMemory("used more than %d MB of memory".formatted(bytes >> 20), record))
        : Optional.empty();
  }

  private static String couldNotRun(String why) {
    return "could not run in process: %s; with the line '# jetpack: runtime=process' the script runs under its own interpreter"
        .formatted(why);
  }

  /** Empty when it is to be ended: its time is over, or it was called. */
  private static Optional<Ending> await(
      CompletableFuture<Ending> ended, CompletableFuture<?> called, Duration limit)
      throws InterruptedException {
    try {
      boolean _ = new TimeLimit(limit).await(CompletableFuture.anyOf(ended, called));
      return ended.isDone() ? Optional.of(ended.get()) : Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static long get(CompletableFuture<Long> started) throws InterruptedException {
    try {
      return started.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Python could not be started", e.getCause());
    }
  }

  /** Ends the script and everything that it started; the context is lost. */
  private List<StrayProcess> stop(
      RunProcesses processes, Duration grace, CompletableFuture<Ending> ended) {
    long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
    cancelled = true;
    children.end();
    List<StrayProcess> strays = processes.endAll(grace);
    children.release();
    openFiles.cancel();
    thread.closeSoon(guest::cancel);
    boolean interrupted = Thread.interrupted();
    try {
      Ending ignored = ended.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (TimeoutException | ExecutionException e) {
      // it ends later, or never: isStuck() tells
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return strays;
  }

  /** Whether a cancelled run still has not stopped. */
  boolean isStuck() {
    return cancelled && thread.isBusy();
  }

  /** Whether the context is fit for the next run. */
  boolean isReusable() {
    return reusable;
  }

  /** Waits until nothing of a context that was given up is left. */
  void awaitClosed(Duration limit) throws InterruptedException {
    long start = System.nanoTime();
    while ((thread.isBusy() || thread.isClosing()) && System.nanoTime() - start < limit.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  /** Gives up the context. Does not wait. */
  void dispose() {
    reusable = false;
    thread.closeSoon(guest::cancel);
  }
}
