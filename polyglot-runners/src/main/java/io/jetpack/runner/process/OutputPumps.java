package io.jetpack.runner.process;

import io.jetpack.runner.BoundedOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.exec.ExecuteStreamHandler;

/**
 * Drains a process's stdout and stderr as fast as they come. After the process has ended it waits
 * only a short time for their ends: a daemon that holds them open does not hold the run.
 */
final class OutputPumps implements ExecuteStreamHandler {

  /**
   * A pipe holds no more than this; what is more is written by somebody who outlives the script.
   */
  private static final long MOST_LEFT_BYTES = 1 << 20;

  /** Where one of the streams comes from, and where it goes. */
  private record Flow(PipePump pump, InputStream source, BoundedOutput target) {}

  private final BoundedOutput stdout;
  private final BoundedOutput stderr;
  private final Duration patience;
  private final PipePump stdoutPump;
  private final PipePump stderrPump;
  private final List<Flow> flows = new ArrayList<>();

  /**
   * Starts their threads, which the process that comes later needs.
   *
   * @throws IOException when there can be no more threads
   */
  OutputPumps(BoundedOutput stdout, BoundedOutput stderr, Duration patience) throws IOException {
    this.stdout = stdout;
    this.stderr = stderr;
    this.patience = patience;
    this.stdoutPump = PipePump.start("script-stdout", stdout);
    try {
      this.stderrPump = PipePump.start("script-stderr", stderr);
    } catch (IOException e) {
      stdoutPump.abandon();
      throw e;
    }
  }

  @Override
  public void setProcessInputStream(OutputStream stdin) throws IOException {
    stdin.close();
  }

  @Override
  public void setProcessOutputStream(InputStream source) {
    flows.add(new Flow(stdoutPump, source, stdout));
  }

  @Override
  public void setProcessErrorStream(InputStream source) {
    flows.add(new Flow(stderrPump, source, stderr));
  }

  @Override
  public void start() {
    flows.forEach(flow -> flow.pump().from(flow.source()));
  }

  /** There is no process, so that the threads end. */
  void abandon() {
    stdoutPump.abandon();
    stderrPump.abandon();
  }

  @Override
  public void stop() throws IOException {
    try {
      for (Flow flow : flows) {
        boolean ended;
        long before;
        do {
          before = flow.target().totalBytes();
          ended = flow.pump().join(patience);
          // what lies in the pipe is read, however long the machine lets the thread wait
        } while (!ended
            && (hasMore(flow.source()) || flow.target().totalBytes() > before)
            && flow.target().totalBytes() < before + MOST_LEFT_BYTES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Flow flow : flows) {
      flow.source().close();
    }
  }

  private static boolean hasMore(InputStream source) {
    try {
      return source.available() > 0;
    } catch (IOException e) {
      return false; // its pump has reached the end meanwhile
    }
  }
}
