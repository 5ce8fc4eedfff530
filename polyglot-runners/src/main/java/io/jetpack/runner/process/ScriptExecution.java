package io.jetpack.runner.process;

import io.jetpack.runner.BoundedOutput;
import io.jetpack.runner.NativeThreads;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.process.spawn.ExitStatus;
import io.jetpack.runner.process.spawn.LaunchedProcess;
import io.jetpack.runner.process.spawn.ProcessLauncher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteResultHandler;

/**
 * One execution by Commons Exec, opened up at two places: the process is started by our own
 * launcher and handed out at once, and its end is awaited with a limit by the caller. Commons
 * Exec's own watchdog kills only the first process and is not used.
 */
@SuppressWarnings("deprecation") // the builder can not make a subclass
final class ScriptExecution extends DefaultExecutor {

  /** Shown when a process is still there after SIGKILL. */
  static final ExitStatus UNKNOWN_STATUS = new ExitStatus(0, 9, Optional.empty());

  /** How long the output is waited for when the process has ended but somebody holds its pipes. */
  private static final Duration DRAIN_PATIENCE = Duration.ofMillis(100);

  /** A process that survives SIGKILL would be waited for without end. */
  private static final Duration FINISH_PATIENCE = Duration.ofSeconds(10);

  private final ProcessLauncher launcher;
  private final RunProcesses processes;
  private final ProcessLauncher.Files files;
  private final OutputPumps pumps;
  private final CompletableFuture<LaunchedProcess> launched = new CompletableFuture<>();
  private final CompletableFuture<Boolean> finished = new CompletableFuture<>();

  /**
   * Starts the threads that read what the process will write; only {@link #start} ends them.
   *
   * @throws IOException when there can be no more threads
   */
  ScriptExecution(
      ProcessLauncher launcher,
      RunProcesses processes,
      Optional<Path> outputFile,
      BoundedOutput stdout,
      BoundedOutput stderr)
      throws IOException {
    this.launcher = launcher;
    this.processes = processes;
    this.files = new ProcessLauncher.Files(Optional.empty(), outputFile, outputFile);
    setExitValues(null);
    this.pumps = new OutputPumps(stdout, stderr, DRAIN_PATIENCE);
    setStreamHandler(pumps);
  }

  /**
   * Starts the process and returns when it runs. An interrupt stays pending meanwhile.
   *
   * @throws IOException when it can not be started
   */
  LaunchedProcess start(List<String> words, ScriptRequest request) throws IOException {
    try {
      begin(words, request);
      return launchedProcess();
    } catch (OutOfMemoryError e) {
      if (!NativeThreads.areShort(e)) {
        throw e;
      }
      throw new IOException(NativeThreads.NONE_LEFT, e);
    } finally {
      if (!launched.isDone() || launched.isCompletedExceptionally()) {
        pumps.abandon();
      }
    }
  }

  private void begin(List<String> words, ScriptRequest request) throws IOException {
    setWorkingDirectory(request.workingDirectory().toFile());
    CommandLine command = new CommandLine(words.getFirst());
    for (String word : words.subList(1, words.size())) {
      command.addArgument(word, false);
    }
    execute(command, processes.marked(request.environment()), new Finish());
  }

  /** Not interruptible: an interrupt now would leave a process behind that nobody knows yet. */
  private LaunchedProcess launchedProcess() throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return launched.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Waits until all output of a process that has ended is read. While one is still there after
   * SIGKILL, what was read so far is what there is.
   */
  void finish(boolean ended) {
    if (!ended) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      Boolean ignored = finished.get(FINISH_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (ExecutionException | TimeoutException e) {
      // what was read so far is what there is
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected Process launch(
      CommandLine command, Map<String, String> environment, Path workingDirectory)
      throws IOException {
    try {
      LaunchedProcess process =
          launcher.launch(
              new ProcessLauncher.Launch(
                  List.of(command.toStrings()),
                  environment,
                  workingDirectory,
                  false,
                  false,
                  files));
      processes.add(process);
      launched.complete(process);
      return process;
    } catch (IOException | RuntimeException | Error e) {
      launched.completeExceptionally(e);
      throw e;
    }
  }

  private final class Finish implements ExecuteResultHandler {
    @Override
    public void onProcessComplete(int exitValue) {
      finished.complete(true);
    }

    @Override
    public void onProcessFailed(ExecuteException e) {
      launched.completeExceptionally(e);
      finished.complete(false);
    }
  }
}
