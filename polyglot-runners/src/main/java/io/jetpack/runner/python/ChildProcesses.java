package io.jetpack.runner.python;

import io.jetpack.runner.process.LaunchedProcess;
import io.jetpack.runner.process.ProcessLauncher;
import io.jetpack.runner.process.RunProcesses;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.io.ProcessHandler;
import org.jspecify.annotations.Nullable;

/**
 * Starts the processes that a script asks for, each in a session of its own and marked with the
 * run's cookie. What a child inherits from the script goes to what the run captures, never to the
 * agent's own output.
 */
final class ChildProcesses implements ProcessHandler {

  private final ProcessLauncher launcher;
  private final RunStream stdout;
  private final RunStream stderr;
  private final Map<Long, ChildProcess> children = new ConcurrentHashMap<>();
  private volatile @Nullable RunProcesses run;
  private volatile @Nullable ChildProcess last;

  ChildProcesses(ProcessLauncher launcher, RunStream stdout, RunStream stderr) {
    this.launcher = launcher;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /** From now on processes belong to this run. */
  void begin(RunProcesses processes) {
    children.clear();
    run = processes;
  }

  /** From now on no process is started. */
  void end() {
    run = null;
  }

  /** Makes the context forget all children, so that it can be closed or reused. */
  void release() {
    children.values().forEach(ChildProcess::release);
    children.clear();
  }

  /** Whether the run started a process. */
  boolean startedAny() {
    return !children.isEmpty();
  }

  /** The signal that ended a child, or 0. */
  int signalOf(long pid) {
    ChildProcess child = children.get(pid);
    return child == null ? 0 : child.signal();
  }

  /** The signal that ended the child started last, or 0. */
  int lastSignal() {
    ChildProcess child = last;
    return child == null ? 0 : child.signal();
  }

  /** The processor time of all children that have ended. */
  Duration cpuTime() {
    return children.values().stream()
        .map(ChildProcess::cpuTime)
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public Process start(ProcessCommand command) throws IOException {
    RunProcesses processes = run;
    if (processes == null) {
      throw new IOException("the run has ended: no process can be started");
    }
    Map<String, String> environment =
        processes.marked(command.getEnvironment() == null ? Map.of() : command.getEnvironment());
    LaunchedProcess process =
        launcher.launch(
            new ProcessLauncher.Launch(
                List.copyOf(command.getCommand()),
                environment,
                Path.of(command.getDirectory() == null ? "." : command.getDirectory()),
                Redirect.PIPE.equals(command.getInputRedirect()),
                command.isRedirectErrorStream()));
    processes.add(process);
    ChildProcess child = new ChildProcess(process);
    if (!Redirect.PIPE.equals(command.getOutputRedirect())) {
      child.passStdoutTo(target(command.getOutputRedirect(), stdout));
    }
    if (!Redirect.PIPE.equals(command.getErrorRedirect()) && !command.isRedirectErrorStream()) {
      child.passStderrTo(target(command.getErrorRedirect(), stderr));
    }
    children.put(process.pid(), child);
    last = child;
    return child;
  }

  private static OutputStream target(Redirect redirect, OutputStream inherited) {
    OutputStream stream = redirect.getOutputStream();
    return stream == null ? inherited : stream;
  }
}
