package io.jetpack.runner.process;

import io.jetpack.runner.BoundedOutput;
import io.jetpack.runner.RunRecord;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptOutcome.NotStarted;
import io.jetpack.runner.ScriptOutcome.Signalled;
import io.jetpack.runner.ScriptOutcome.TimedOut;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import io.jetpack.runner.StrayProcess;
import io.jetpack.runner.TimeLimit;
import io.jetpack.runner.process.spawn.ExitStatus;
import io.jetpack.runner.process.spawn.LaunchedProcess;
import io.jetpack.runner.process.spawn.ProcessLauncher;
import io.jetpack.text.IoReason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** Runs scripts as processes. */
final class ProcessRunner implements ScriptRunner {

  private static final Path NULL_DEVICE = Path.of("/dev/null");

  private final CommandLines commandLines;
  private final ProcessLauncher launcher = ProcessLauncher.ofThisMachine();
  private final Set<Thread> callers = ConcurrentHashMap.newKeySet();

  ProcessRunner(CommandLines commandLines) {
    this.commandLines = commandLines;
  }

  @Override
  public ScriptOutcome run(ScriptRequest request) throws InterruptedException {
    return switch (commandLines.resolve(request)) {
      case CommandLines.Resolution.Missing(String reason) -> new NotStarted(reason);
      case CommandLines.Resolution.Found(List<String> words) -> run(request, words);
    };
  }

  private ScriptOutcome run(ScriptRequest request, List<String> words) throws InterruptedException {
    long start = System.nanoTime();
    BoundedOutput stdout = new BoundedOutput(request.outputLimitBytes());
    BoundedOutput stderr = new BoundedOutput(request.outputLimitBytes());
    RunProcesses processes = new RunProcesses();
    callers.add(Thread.currentThread());
    try {
      ScriptExecution execution =
          new ScriptExecution(launcher, processes, request.outputFile(), stdout, stderr);
      LaunchedProcess process = execution.start(words, request);
      boolean inTime = endsInTime(process, request.timeLimit());
      List<StrayProcess> strays = List.of();
      if (!inTime) {
        strays = processes.endAll(request.killGrace());
      } else if (!request.keepDaemons()) {
        strays = processes.endStrays(request.killGrace());
      }
      Duration wallTime = Duration.ofNanos(System.nanoTime() - start);
      execution.finish(hasEnded(process));
      ExitStatus status = process.exitStatus().getNow(ScriptExecution.UNKNOWN_STATUS);
      RunRecord record =
          new RunRecord(
              stdout.captured(),
              stderr.captured(),
              wallTime,
              status.cpuTime(),
              strays,
              status.peakMemoryBytes(),
              0);
      if (!inTime) {
        return new TimedOut(request.timeLimit(), record);
      }
      return status.signal() == 0
          ? new Exited(status.code(), record)
          : new Signalled(status.signal(), record);
    } catch (IOException e) {
      return new NotStarted(reason(e));
    } catch (InterruptedException e) {
      List<StrayProcess> ignored = processes.endAll(request.killGrace());
      throw e;
    } finally {
      callers.remove(Thread.currentThread());
    }
  }

  /** What the machine lacks, where the kernel says of the script that there is no such file. */
  private static String reason(IOException e) {
    return File.separatorChar == '/' && Files.notExists(NULL_DEVICE)
        ? "this machine has no '%s', which scripts read from; make it: 'mknod -m 666 %s c 1 3'"
            .formatted(NULL_DEVICE, NULL_DEVICE)
        : IoReason.of(e);
  }

  private static boolean endsInTime(LaunchedProcess process, Duration limit)
      throws InterruptedException {
    try {
      return new TimeLimit(limit).await(process.exitStatus());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One that is gone from the system has ended a moment before its ending is told. */
  private static boolean hasEnded(LaunchedProcess process) {
    return !process.isAlive() || ProcessHandle.of(process.pid()).isEmpty();
  }

  @Override
  public List<StrayProcess> endAbandoned(String runId, Duration grace) {
    return RunProcesses.abandoned(runId).endStrays(grace);
  }

  /** Cancels the runs that are under way, as an interrupt of their callers does. */
  @Override
  public void close() {
    callers.forEach(Thread::interrupt);
  }
}
