package io.jetpack.runner.process;

import io.jetpack.runner.process.PosixSpawn.Pipe;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Starts processes on Linux with the C library, each in a session of its own. */
final class PosixSpawnLauncher implements ProcessLauncher {

  private static final long WAITER_STACK_BYTES = 256 * 1024;

  @Override
  public LaunchedProcess launch(Launch launch) throws IOException {
    String program = Programs.resolve(launch.command().getFirst(), launch.environment());
    List<Pipe> pipes = new ArrayList<>();
    List<AutoCloseable> streams = new ArrayList<>();
    try {
      Pipe out = opened(pipes);
      Pipe err = launch.mergeErrors() ? out : opened(pipes);
      @Nullable Pipe in = launch.inputPipe() ? opened(pipes) : null;
      InputStream stdout = reader(out, streams);
      InputStream stderr =
          launch.mergeErrors() ? InputStream.nullInputStream() : reader(err, streams);
      OutputStream stdin = in == null ? OutputStream.nullOutputStream() : writer(in, streams);
      int pid =
          PosixSpawn.spawn(
              program,
              launch.command(),
              environment(launch.environment()),
              launch.directory().toString(),
              in == null ? -1 : in.readEnd(),
              out.writeEnd(),
              err.writeEnd(),
              launch.files());
      return new SpawnedProcess(pid, stdin, stdout, stderr);
    } catch (IOException | RuntimeException e) {
      for (AutoCloseable stream : streams) {
        closeQuietly(stream);
      }
      throw e;
    } finally {
      for (Pipe pipe : pipes) {
        pipe.closeBoth();
      }
    }
  }

  private static Pipe opened(List<Pipe> pipes) throws IOException {
    Pipe pipe = Pipe.open();
    pipes.add(pipe);
    return pipe;
  }

  /** A descriptor of our own for the pipe's end; the JDK has no other public way to one. */
  private static InputStream reader(Pipe pipe, List<AutoCloseable> opened) throws IOException {
    InputStream stream = new FileInputStream("/proc/self/fd/" + pipe.readEnd());
    opened.add(stream);
    return stream;
  }

  private static OutputStream writer(Pipe pipe, List<AutoCloseable> opened) throws IOException {
    OutputStream stream = new FileOutputStream("/proc/self/fd/" + pipe.writeEnd());
    opened.add(stream);
    return stream;
  }

  private static void closeQuietly(AutoCloseable stream) {
    try {
      stream.close();
    } catch (Exception e) {
      // nothing was written to it, so nothing is lost
    }
  }

  private static List<String> environment(Map<String, String> environment) {
    return environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  private static final class SpawnedProcess extends LaunchedProcess {

    private final int pid;
    private final OutputStream stdin;
    private final InputStream stdout;
    private final InputStream stderr;
    private final CompletableFuture<ExitStatus> exitStatus = new CompletableFuture<>();

    SpawnedProcess(int pid, OutputStream stdin, InputStream stdout, InputStream stderr) {
      this.pid = pid;
      this.stdin = stdin;
      this.stdout = stdout;
      this.stderr = stderr;
      Thread waiter =
          new Thread(null, this::awaitEnd, "process-waiter-" + pid, WAITER_STACK_BYTES, false);
      waiter.setDaemon(true);
      waiter.start();
    }

    private void awaitEnd() {
      try {
        exitStatus.complete(PosixSpawn.await(pid));
      } catch (IOException | RuntimeException e) {
        exitStatus.completeExceptionally(e);
      }
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
}
