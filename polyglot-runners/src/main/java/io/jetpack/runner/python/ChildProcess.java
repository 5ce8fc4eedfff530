package io.jetpack.runner.python;

import io.jetpack.runner.process.PipePump;
import io.jetpack.runner.process.spawn.ExitStatus;
import io.jetpack.runner.process.spawn.LaunchedProcess;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child of a script, as GraalPy sees it. */
final class ChildProcess extends Process {

  /** Output that is passed on is awaited this long after the child's end: a daemon may hold it. */
  private static final Duration DRAIN_PATIENCE = Duration.ofMillis(100);

  private final LaunchedProcess process;
  private final List<PipePump> pumps = new ArrayList<>();
  private InputStream stdout;
  private InputStream stderr;
  private volatile boolean released;

  ChildProcess(LaunchedProcess process) {
    this.process = process;
    this.stdout = process.getInputStream();
    this.stderr = process.getErrorStream();
  }

  /** What the child writes to stdout goes to this pump's target, and not to the script. */
  void passStdoutTo(PipePump pump) {
    stdout = InputStream.nullInputStream();
    pumps.add(pump);
    pump.from(process.getInputStream());
  }

  /** What the child writes to stderr goes to this pump's target, and not to the script. */
  void passStderrTo(PipePump pump) {
    stderr = InputStream.nullInputStream();
    pumps.add(pump);
    pump.from(process.getErrorStream());
  }

  private void awaitPumps() throws InterruptedException {
    for (PipePump pump : pumps) {
      pump.awaitWhatIsLeft(DRAIN_PATIENCE);
    }
  }

  /** The run is over: the context must not wait for this process any more. */
  void release() {
    released = true;
    for (AutoCloseable stream :
        List.of(process.getInputStream(), process.getErrorStream(), process.getOutputStream())) {
      try {
        stream.close();
      } catch (Exception e) {
        // the child has closed its end
      }
    }
  }

  /** The signal that ended the child, or 0. */
  int signal() {
    ExitStatus status = process.exitStatus().getNow(null);
    return status == null ? 0 : status.signal();
  }

  /** What the child has used, zero while it runs. */
  Duration cpuTime() {
    ExitStatus status = process.exitStatus().getNow(null);
    return status == null ? Duration.ZERO : status.cpuTime().orElse(Duration.ZERO);
  }

  @Override
  public OutputStream getOutputStream() {
    return process.getOutputStream();
  }

  @Override
  public InputStream getInputStream() {
    return stdout;
  }

  @Override
  public InputStream getErrorStream() {
    return stderr;
  }

  @Override
  public int waitFor() throws InterruptedException {
    int code = process.waitFor();
    awaitPumps();
    return code;
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    if (!process.waitFor(timeout, unit)) {
      return false;
    }
    awaitPumps();
    return true;
  }

  @Override
  public int exitValue() {
    return process.exitValue();
  }

  @Override
  public void destroy() {
    process.destroy();
  }

  @Override
  public Process destroyForcibly() {
    process.destroyForcibly();
    return this;
  }

  @Override
  public boolean isAlive() {
    return !released && process.isAlive();
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public ProcessHandle toHandle() {
    return process.toHandle();
  }
}
