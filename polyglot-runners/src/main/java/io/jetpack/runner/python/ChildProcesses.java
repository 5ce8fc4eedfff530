package io.jetpack.runner.python;

import io.jetpack.runner.StrayProcess;
import io.jetpack.runner.process.PipePump;
import io.jetpack.runner.process.RunProcesses;
import io.jetpack.runner.process.spawn.LaunchedProcess;
import io.jetpack.runner.process.spawn.ProcessLauncher;
import io.jetpack.runner.process.spawn.ProcessStartException;
import io.jetpack.runner.python.files.RunStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.io.ProcessHandler;
import org.jspecify.annotations.Nullable;

/**
 * Starts the processes that a script asks for, each in a session of its own and marked with the
 * run's cookie. What a child inherits from the script goes to what the run captures, never to the
 * agent's own output.
 */
final class ChildProcesses implements ProcessHandler {

  private static final String STDOUT = "1";
  private static final String STDERR = "2";

  private final ThreadLocal<Redirection> redirection =
      ThreadLocal.withInitial(() -> Redirection.NONE);
  private final ThreadLocal<Integer> lastErrorOfThread = ThreadLocal.withInitial(() -> 0);
  private final ThreadLocal<Long> lastOfThread = ThreadLocal.withInitial(() -> 0L);
  private final RunStream stdout;
  private final RunStream stderr;
  private final Map<Long, ChildProcess> children = new ConcurrentHashMap<>();
  private volatile @Nullable RunProcesses run;
  private volatile @Nullable ChildProcess last;

  ChildProcesses(RunStream stdout, RunStream stderr) {
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

  /** Does what is done once in a program and takes a while. */
  static void warmUp() {
    ProcessLauncher _ = Launcher.OF_THIS_MACHINE;
    long _ = CpuTimes.ofThisThread();
  }

  /** Says where the streams of the calling thread's next child lead. */
  void redirect(String stdin, String stdout, String stderr, boolean merged) {
    redirection.set(new Redirection(stdin, stdout, stderr, !merged));
  }

  /** Ends all children, so that a script that waits for one goes on. */
  void unblock() {
    children.values().forEach(Process::destroy);
  }

  /** Waits for a child's end, until the calling thread is interrupted. */
  void await(long pid) {
    ChildProcess child = children.get(pid);
    if (child != null) {
      try {
        int _ = child.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
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

  /**
   * The kernel's number of why the calling thread's last child did not start; 0 if it is unknown.
   */
  int lastErrorOfThread() {
    return lastErrorOfThread.get();
  }

  /** The number of the child that the calling thread started last. */
  long lastOfThread() {
    return lastOfThread.get();
  }

  /** The processor time of all children that have ended. */
  Duration cpuTime() {
    return children.values().stream()
        .map(ChildProcess::cpuTime)
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public Process start(ProcessCommand command) throws IOException {
    lastErrorOfThread.remove();
    try {
      return started(command);
    } catch (IOException e) {
      lastErrorOfThread.set(ProcessStartException.errorNumber(e));
      throw e;
    }
  }

  private ChildProcess started(ProcessCommand command) throws IOException {
    RunProcesses processes = run;
    if (processes == null) {
      throw new IOException("the run has ended: no process can be started");
    }
    Map<String, String> environment =
        processes.marked(command.getEnvironment() == null ? Map.of() : command.getEnvironment());
    Redirection to = redirection.get();
    redirection.remove();
    // GraalPy takes two streams that are inherited for two that are one
    boolean merged = command.isRedirectErrorStream() && !to.apart();
    List<PipePump> pumps = new ArrayList<>();
    try {
      Optional<PipePump> passesStdout = Optional.empty();
      Optional<PipePump> passesStderr = Optional.empty();
      if (!Redirect.PIPE.equals(command.getOutputRedirect())) {
        OutputStream target = target(to.stdout(), command.getOutputRedirect(), stdout);
        passesStdout = Optional.of(started("python-child-stdout", target, pumps));
      }
      if (!merged
          && (command.isRedirectErrorStream()
              || !Redirect.PIPE.equals(command.getErrorRedirect()))) {
        OutputStream target = target(to.stderr(), command.getErrorRedirect(), stderr);
        passesStderr = Optional.of(started("python-child-stderr", target, pumps));
      }
      LaunchedProcess process =
          Launcher.OF_THIS_MACHINE.launch(
              new ProcessLauncher.Launch(
                  List.copyOf(command.getCommand()),
                  environment,
                  Path.of(command.getDirectory() == null ? "." : command.getDirectory()),
                  Redirect.PIPE.equals(command.getInputRedirect()),
                  merged,
                  to.files()));
      processes.add(process);
      ChildProcess child = new ChildProcess(process);
      if (run == null) {
        // the run was ended while this was being started
        List<StrayProcess> ignored = processes.endAll(Duration.ZERO);
        child.release();
        throw new IOException("the run has ended: no process can be started");
      }
      passesStdout.ifPresent(child::passStdoutTo);
      passesStderr.ifPresent(child::passStderrTo);
      children.put(process.pid(), child);
      lastOfThread.set(process.pid());
      last = child;
      return child;
    } finally {
      // those that read nothing
      pumps.forEach(PipePump::abandon);
    }
  }

  private static PipePump started(String name, OutputStream target, List<PipePump> pumps)
      throws IOException {
    PipePump pump = PipePump.start(name, target);
    pumps.add(pump);
    return pump;
  }

  private OutputStream target(String name, Redirect redirect, OutputStream inherited) {
    OutputStream stream = redirect.getOutputStream();
    return switch (name) {
      case STDOUT -> stdout;
      case STDERR -> stderr;
      default -> stream == null ? inherited : stream;
    };
  }

  /** A class of its own, because to link calls into the C library takes a while, once. */
  private static final class Launcher {
    static final ProcessLauncher OF_THIS_MACHINE = ProcessLauncher.ofThisMachine();
  }

  /**
   * Where the streams of the next child of this thread lead: {@code ""} as it asks for itself,
   * {@code "1"} and {@code "2"} the script's stdout and stderr, anything else a file; and whether
   * stderr is known to lead elsewhere than stdout.
   */
  private record Redirection(String stdin, String stdout, String stderr, boolean apart) {

    static final Redirection NONE = new Redirection("", "", "", false);

    ProcessLauncher.Files files() {
      return new ProcessLauncher.Files(file(stdin), file(stdout), file(stderr));
    }

    private static Optional<Path> file(String name) {
      return name.startsWith("/") ? Optional.of(Path.of(name)) : Optional.empty();
    }
  }
}
