package io.jetpack.runner.process.spawn;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A {@link Child} with its streams. */
final class SpawnedProcess extends LaunchedProcess {

  private final int pid;
  private final OutputStream stdin;
  private final InputStream stdout;
  private final InputStream stderr;
  private final CompletableFuture<ExitStatus> exitStatus;

  SpawnedProcess(Child child, OutputStream stdin, InputStream stdout, InputStream stderr) {
    this.pid = child.pid();
    this.exitStatus = child.exitStatus();
    this.stdin = stdin;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  @Override
  public CompletableFuture<ExitStatus> exitStatus() {
    return exitStatus;
  }

  @Override
  public boolean leadsSession() {
    return true;
  }

  @Override
  public OutputStream getOutputStream() {
    return stdin;
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
    try {
      return exitStatus.get().shellCode();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    try {
      ExitStatus ignored = exitStatus.get(timeout, unit);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int exitValue() {
    if (!exitStatus.isDone()) {
      throw new IllegalThreadStateException("process " + pid + " has not ended");
    }
    return exitStatus.join().shellCode();
  }

  @Override
  public void destroy() {
    if (!exitStatus.isDone()) {
      toHandle().destroy();
    }
  }

  @Override
  public Process destroyForcibly() {
    if (!exitStatus.isDone()) {
      toHandle().destroyForcibly();
    }
    return this;
  }

  @Override
  public boolean isAlive() {
    return !exitStatus.isDone();
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public ProcessHandle toHandle() {
    return ProcessHandle.of(pid)
        .orElseThrow(() -> new IllegalStateException("process " + pid + " has ended"));
  }

  @Override
  public CompletableFuture<Process> onExit() {
    return exitStatus.thenApply(status -> this);
  }
}
