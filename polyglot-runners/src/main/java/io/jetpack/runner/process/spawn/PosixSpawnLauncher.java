package io.jetpack.runner.process.spawn;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts processes on Linux with the C library, each in a session of its own. */
final class PosixSpawnLauncher implements ProcessLauncher {

  private final SpawnWay way;

  PosixSpawnLauncher(SpawnWay way) {
    this.way = way;
  }

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
      Child child =
          Child.start(
              new PosixSpawn.Plan(
                  program,
                  launch.command(),
                  environment(launch.environment()),
                  launch.directory(),
                  in == null ? -1 : in.readEnd(),
                  out.writeEnd(),
                  err.writeEnd(),
                  launch.files()),
              way);
      return new SpawnedProcess(child, stdin, stdout, stderr);
    } catch (IOException | RuntimeException | Error e) {
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
}
