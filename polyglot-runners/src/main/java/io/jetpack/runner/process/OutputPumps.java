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

  /** Where one of the streams comes from, and where it goes. */
  private record Flow(PipePump pump, InputStream source) {}

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
    flows.add(new Flow(stdoutPump, source));
  }

  @Override
  public void setProcessErrorStream(InputStream source) {
    flows.add(new Flow(stderrPump, source));
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
        flow.pump().awaitWhatIsLeft(patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Flow flow : flows) {
      flow.source().close();
    }
  }
}
